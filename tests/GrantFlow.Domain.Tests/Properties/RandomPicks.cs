namespace GrantFlow.Domain.Tests.Properties;

internal static class RandomPicks
{
    public static T Any<T>(this Random random)
        where T : struct, Enum =>
        random.Of(Enum.GetValues<T>());

    public static T Of<T>(this Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];
}
