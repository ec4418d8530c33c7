using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests.Programmes;

/// <summary>What the scenarios say often.</summary>
internal static class Words
{
    /// <summary>Refused with this code, and its plain words say so.</summary>
    public static void IsRefused(this Answer answer, string code, params string[] says)
    {
        answer.IsProblem(Repository.Refusals[code], code);
        Assert.All(says, words => Assert.Contains(words, (string)answer.Json["detail"]!, StringComparison.Ordinal));
    }

    public static JsonObject Cash(string amount) => Bodies.Cash(amount);

    public static JsonObject From(this JsonObject line, string package)
    {
        line["package"] = package;
        return line;
    }

    public static JsonObject InKind(string kind, string amount, string item) =>
        new() { ["kind"] = kind, ["amount"] = Bodies.Euro(amount), ["item"] = item, ["supplier"] = "Supplier A" };
}
