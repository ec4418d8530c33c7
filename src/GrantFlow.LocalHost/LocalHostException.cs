namespace GrantFlow.LocalHost;

/// <summary>Something outside the program is missing or in the way. The message is one sentence that says what to do.</summary>
public sealed class LocalHostException : Exception
{
    /// <summary>Creates the error with its one sentence.</summary>
    public LocalHostException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with its one sentence and its cause.</summary>
    public LocalHostException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
