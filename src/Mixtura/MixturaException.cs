namespace Mixtura;

/// <summary>
/// The data, a model file or the numbers in them do not allow what was asked for: the message says in one sentence
/// what was found, where, and the way out. Wrong arguments (a negative number of clusters) throw
/// <see cref="ArgumentException"/> instead.
/// </summary>
public sealed class MixturaException : Exception
{
    /// <summary>An exception without a message; prefer one that says what to do.</summary>
    public MixturaException()
    {
    }

    /// <summary>An exception with one clear sentence.</summary>
    /// <param name="message">What was found, where, and the way out.</param>
    public MixturaException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with one clear sentence and its cause.</summary>
    /// <param name="message">What was found, where, and the way out.</param>
    /// <param name="innerException">What was thrown below.</param>
    public MixturaException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
