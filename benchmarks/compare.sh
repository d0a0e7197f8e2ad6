#!/usr/bin/env bash
# Times scikit-learn, FAISS and this project on the same files in one go, and prints a table of ratios.
#
#   benchmarks/compare.sh [--peers FOLDER] [--data DIR] [--threads N] [--only iterate|fit] [NAME ...]
#
# --peers    where peers.py lies (default ../shared/peers beside this repository)
# --data     where the workloads lie or are generated (default artifacts/peers)
# --threads  for all peers (default: all cores)
# NAME       the workloads of peers.py; all by default
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")

peers="$root/../shared/peers"
data="$root/artifacts/peers"
threads=0
only=
names=()
while [ $# -gt 0 ]; do
  case $1 in
    --peers) peers=$2; shift 2 ;;
    --data) data=$2; shift 2 ;;
    --threads) threads=$2; shift 2 ;;
    --only) only=$2; shift 2 ;;
    --help | -h) sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
    -*) echo "compare.sh: unknown option $1" >&2; exit 2 ;;
    *) names+=("$1"); shift ;;
  esac
done
case $peers in *.py) ;; *) peers="$peers/peers.py" ;; esac
[ -f "$peers" ] || { echo "compare.sh: there is no $peers; say where with --peers FOLDER" >&2; exit 2; }

if [ ${#names[@]} -eq 0 ]; then
  # Every workload that peers.py knows, in its order: the first word of each entry of its two tables.
  mapfile -t names < <(sed -n 's/^    "\([a-z0-9-]*\)": (.*/\1/p' "$peers")
fi
if [ "$threads" -gt 0 ]; then
  export OMP_NUM_THREADS=$threads OPENBLAS_NUM_THREADS=$threads
fi

python=/usr/bin/python3
command -v $python > /dev/null || python=python3
dotnet build "$here/Mixtura.Peers" --configuration Release --verbosity quiet -clp:NoSummary
ours="$here/Mixtura.Peers/bin/Release/net10.0/Mixtura.Peers.dll"

results="$data/results"
mkdir -p "$results"
for name in "${names[@]}"; do
  [ -f "$data/$name.json" ] || { echo "generating $name" >&2; $python "$peers" generate "$data" "$name"; }
done
for verb in iterate fit; do
  [ -z "$only" ] || [ "$only" = $verb ] || continue
  : > "$results/$verb.jsonl"
  # Workload by workload, so that all peers meet the same state of the machine.
  for name in "${names[@]}"; do
    $python "$peers" $verb "$data" "$name" | tee -a "$results/$verb.jsonl" >&2
    dotnet "$ours" $verb "$data" "$name" --threads "$threads" | tee -a "$results/$verb.jsonl" >&2
  done
  echo
  echo "## $verb"
  dotnet "$ours" table "$results/$verb.jsonl"
done
