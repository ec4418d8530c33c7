namespace GrantFlow.Pipeline.Tests.Seals;

/// <summary>One case a seed.</summary>
public static class TheoryNumbers
{
    public static TheoryData<int> Seeds(int count) => [.. Enumerable.Range(0, count)];
}
