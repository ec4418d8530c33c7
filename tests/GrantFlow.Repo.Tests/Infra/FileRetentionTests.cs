using System.Globalization;
using GrantFlow.Pipeline;

namespace GrantFlow.Repo.Tests.Infra;

/// <summary>What holds names and accounts, and what was made for a day, is deleted after the days that the documentation says, and nothing else is.</summary>
public sealed class FileRetentionTests
{
    [Fact]
    public void Files_of_banks_and_exports_and_nothing_else_are_deleted_after_the_documented_days()
    {
        var module = InfraFolder.Main.Modules["storage"];
        var storage = InfraFolder.Target(InfraFolder.Main, module.Path);
        var days = new[] { "bankFileDays", "exportDays" }.ToDictionary(name => name, name => new BicepEvaluator(InfraFolder.Main).Value(InfraFolder.Main.Parameters[name].Default!));
        Assert.All(days.Keys, name => Assert.Equal(name, module.Arguments[name].Text));

        var policy = Assert.Single(InfraFolder.Templates.SelectMany(file => file.Resources.Values), resource => resource.Type == "Microsoft.Storage/storageAccounts/managementPolicies");
        Assert.Equal("account", policy.Body.Property("parent")!.Text);
        var value = new BicepEvaluator(storage, days).Value(policy.Body.Property("properties")!);
        var rules = List(At(value, "policy", "rules"));
        Assert.Equal(2, rules.Count);
        Holds(rules[0], [ContainerNames.BankFiles, ContainerNames.BankInbox, ContainerNames.Statements], days["bankFileDays"]);
        Holds(rules[1], [ContainerNames.Exports], days["exportDays"]);
        Says("bank-files.md", $"deleted {days["bankFileDays"]} days after it was written");
        Says("exports.md", $"deleted {days["exportDays"]} days after");
    }

    private static void Holds(object? rule, string[] containers, object? days)
    {
        Assert.Equal((true, "Lifecycle"), (At(rule, "enabled"), At(rule, "type")));
        Assert.Equal(containers.Select(container => $"{container}/"), List(At(rule, "definition", "filters", "prefixMatch")));
        Assert.Equal(["blockBlob"], List(At(rule, "definition", "filters", "blobTypes")));
        // Whole actions, so that nobody adds another unseen.
        var actions = Assert.IsType<Dictionary<string, object?>>(At(rule, "definition", "actions"));
        Assert.Equal(["baseBlob"], actions.Keys);
        Assert.Equal(["delete"], Assert.IsType<Dictionary<string, object?>>(actions["baseBlob"]).Keys);
        Assert.Equal(days, At(rule, "definition", "actions", "baseBlob", "delete", "daysAfterCreationGreaterThan"));
    }

    private static void Says(string page, FormattableString what) =>
        Assert.Contains(what.ToString(CultureInfo.InvariantCulture), File.ReadAllText(Path.Combine(InfraFolder.Repository, "docs", page)), StringComparison.Ordinal);

    private static object? At(object? value, params string[] path) => path.Aggregate(value, (at, name) => Assert.IsType<Dictionary<string, object?>>(at)[name]);

    private static List<object?> List(object? value) => Assert.IsType<List<object?>>(value);
}
