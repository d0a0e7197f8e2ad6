// The library in a thread of its own: errands come as text and go back as text.
let run = null;

// Not by onmessage: the runtime takes a worker that has one for a thread of its own, and waits for ever.
addEventListener('message', async ({ data }) => {
  if (data.runtime) {
    try {
      await begin(data.runtime);
      postMessage({ ready: true });
    } catch (fault) {
      postMessage({ failed: String(fault) });
    }
    return;
  }
  try {
    postMessage({ number: data.number, answer: run(data.number, data.errand) });
  } catch (fault) {
    postMessage({ number: data.number, fault: fault.message });
  }
});

async function begin(runtime) {
  const { dotnet } = await import(runtime);
  const { setModuleImports, getAssemblyExports, getConfig } = await dotnet.create();
  setModuleImports('worker', { tell: (number, ...progress) => postMessage({ number, progress }) });
  run = (await getAssemblyExports(getConfig().mainAssemblyName)).Mixtura.Playground.Errands.Worker.Run;
}
