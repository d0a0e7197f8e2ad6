using System.Text;
using Mixtura.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    // The first Ctrl+C asks the verb to stop and leave no half file; a second one ends the process as usual.
    press.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
};
return MixturaCommand.Run(args, Console.In, Console.Out, Console.Error, cancellation.Token);
