#!/usr/bin/env bash
# Restores, builds in Release with warnings as errors, runs every test project, and counts what the TRX reports hold.
# Needs the .NET 10 SDK and nothing else.
#
#   ./test.sh                      all of tests/*.Tests
#   ./test.sh Mixtura.IO.Tests     only the named test projects (builds only them)
#
# The last line is "N passed, N failed". A build that fails, a project that crashes, runs past its limit or leaves no
# report counts as failed, and the exit code is not 0.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1

readonly configuration=Release
readonly reports=artifacts/test-results
readonly limit_seconds=${MIXTURA_TEST_LIMIT:-900}

# A bare machine may have no home at all; the SDK wants one.
if [ -z "${HOME:-}" ] || [ ! -w "${HOME}" ]; then
  export HOME="$PWD/artifacts/home"
  mkdir -p "$HOME"
fi
export DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
# Build servers would outlive this script and keep its output open for whoever reads it through a pipe.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

projects=()
if [ $# -gt 0 ]; then
  projects=("$@")
else
  for file in tests/*.Tests/*.Tests.csproj; do
    projects+=("$(basename "$file" .csproj)")
  done
fi

passed=0
failed=0
skipped=0

build() {
  local targets=(Mixtura.slnx)
  if [ $# -gt 0 ]; then
    targets=()
    local name
    for name in "$@"; do
      targets+=("tests/$name/$name.csproj")
    done
  fi
  local target
  for target in "${targets[@]}"; do
    dotnet build "$target" --configuration $configuration --disable-build-servers -p:TreatWarningsAsErrors=true --verbosity quiet -clp:NoSummary || return 1
  done
}

# The value of one attribute of a report's <Counters .../>.
counter() {
  grep -o '<Counters [^>]*>' "$1" | head -n 1 | grep -o " $2=\"[0-9]*\"" | grep -o '[0-9]\+'
}

run() {
  local name=$1
  local report="$reports/$name.trx"
  local limit=()
  command -v timeout > /dev/null && limit=(timeout --kill-after=10 "$limit_seconds")
  local status=0
  ${limit[@]+"${limit[@]}"} dotnet test --project "tests/$name/$name.csproj" --configuration $configuration --no-build \
    --report-trx --report-trx-filename "$name.trx" --results-directory "$PWD/$reports" --no-progress < /dev/null || status=$?

  local total succeeded
  total=$(counter "$report" total 2> /dev/null)
  succeeded=$(counter "$report" passed 2> /dev/null)
  if [ -z "$total" ] || [ -z "$succeeded" ]; then
    echo "$name: no report (exit code $status)"
    failed=$((failed + 1))
    return
  fi

  local wrong=0 attribute value
  for attribute in failed error timeout aborted; do
    value=$(counter "$report" $attribute)
    wrong=$((wrong + ${value:-0}))
  done
  # A crash after some tests leaves a report that looks well: the exit code knows better. So does a project without tests.
  if [ $wrong -eq 0 ] && { [ $status -ne 0 ] || [ "$total" -eq 0 ]; }; then
    echo "$name: exit code $status with $total tests in its report"
    wrong=1
  fi
  local left=$((total - succeeded - wrong))
  passed=$((passed + succeeded))
  failed=$((failed + wrong))
  [ $left -gt 0 ] && skipped=$((skipped + left))
  echo "$name: $succeeded passed, $wrong failed$([ $left -gt 0 ] && echo ", $left skipped")"
}

rm -rf "$reports"
mkdir -p "$reports"
if build "$@"; then
  for project in "${projects[@]}"; do
    run "$project"
  done
else
  echo "The build failed: no test was run."
  failed=${#projects[@]}
fi

[ $skipped -gt 0 ] && echo "$skipped skipped: each says why above"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
