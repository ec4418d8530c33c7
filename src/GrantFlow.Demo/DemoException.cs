namespace GrantFlow.Demo;

/// <summary>Something did not go as the scenario has it; the message says what.</summary>
internal sealed class DemoException(string message, Exception? inner = null) : Exception(message, inner);
