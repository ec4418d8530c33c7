using System.Globalization;
using GrantFlow.Pipeline;

namespace GrantFlow.Repo.Tests.Infra;

/// <summary>Bank files hold names and accounts: they are deleted after the days that the documentation says, and nothing else is.</summary>
public sealed class BankFileRetentionTests
{
    [Fact]
    public void Bank_files_and_nothing_else_are_deleted_after_the_documented_days()
    {
        var module = InfraFolder.Main.Modules["storage"];
        var storage = InfraFolder.Target(InfraFolder.Main, module.Path);
        var days = new BicepEvaluator(InfraFolder.Main).Value(InfraFolder.Main.Parameters["bankFileDays"].Default!);
        Assert.Equal("bankFileDays", module.Arguments["bankFileDays"].Text);

        var policy = Assert.Single(InfraFolder.Templates.SelectMany(file => file.Resources.Values), resource => resource.Type == "Microsoft.Storage/storageAccounts/managementPolicies");
        Assert.Equal("account", policy.Body.Property("parent")!.Text);
        var value = new BicepEvaluator(storage, new Dictionary<string, object?> { ["bankFileDays"] = days }).Value(policy.Body.Property("properties")!);
        var rule = Assert.Single(List(At(value, "policy", "rules")));
        Assert.Equal((true, "Lifecycle"), (At(rule, "enabled"), At(rule, "type")));
        Assert.Equal([$"{ContainerNames.BankFiles}/"], List(At(rule, "definition", "filters", "prefixMatch")));
        Assert.Equal(["blockBlob"], List(At(rule, "definition", "filters", "blobTypes")));
        // Whole actions, so that nobody adds another unseen.
        var actions = Assert.IsType<Dictionary<string, object?>>(At(rule, "definition", "actions"));
        Assert.Equal(["baseBlob"], actions.Keys);
        Assert.Equal(["delete"], Assert.IsType<Dictionary<string, object?>>(actions["baseBlob"]).Keys);
        Assert.Equal(days, At(rule, "definition", "actions", "baseBlob", "delete", "daysAfterCreationGreaterThan"));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"deleted {days} days after it was written"), File.ReadAllText(Path.Combine(InfraFolder.Repository, "docs", "bank-files.md")), StringComparison.Ordinal);
    }

    private static object? At(object? value, params string[] path) => path.Aggregate(value, (at, name) => Assert.IsType<Dictionary<string, object?>>(at)[name]);

    private static List<object?> List(object? value) => Assert.IsType<List<object?>>(value);
}
