namespace GrantFlow.Dev;

/// <summary>Something the user can put right. The message is the one sentence shown to them.</summary>
internal sealed class Failure(string message) : Exception(message);
