namespace Mixtura.Cli;

/// <summary>Options that are well written but do not go together: the message names them and the way out.</summary>
internal sealed class UsageException(string message) : Exception(message);
