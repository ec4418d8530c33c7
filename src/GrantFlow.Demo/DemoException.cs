namespace GrantFlow.Demo;

/// <summary>Something did not go as the scenario has it; the message says what.</summary>
internal class DemoException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The service said no.</summary>
/// <param name="what">What was asked.</param>
/// <param name="code">The refusal's code, or the whole type where it is no refusal's.</param>
/// <param name="detail">Why, in plain words.</param>
internal sealed class RefusedException(string what, string code, string detail) : DemoException($"{what} was refused: {code}: {detail}")
{
    public string Code => code;

    public string Detail => detail;
}
