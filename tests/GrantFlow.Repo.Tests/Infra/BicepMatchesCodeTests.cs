using GrantFlow.Functions;
using GrantFlow.Pipeline;

namespace GrantFlow.Repo.Tests.Infra;

/// <summary>What the code needs is declared, and nothing else.</summary>
public sealed class BicepMatchesCodeTests
{
    [Fact]
    public void The_queues_are_those_of_the_pipeline_and_their_poison_twins() =>
        AssertSame(
            QueueNames.All.Concat(QueueNames.All.Select(QueueNames.Poison)),
            Declared("queues", "Microsoft.Storage/storageAccounts/queueServices/queues"));

    [Fact]
    public void The_tables_are_those_of_the_pipeline() =>
        AssertSame(TableNames.All, Declared("tables", "Microsoft.Storage/storageAccounts/tableServices/tables"));

    [Fact]
    public void The_containers_are_those_of_the_pipeline_beside_the_one_of_the_package() =>
        AssertSame(ContainerNames.All, Declared("containers", "Microsoft.Storage/storageAccounts/blobServices/containers", "deploymentContainer"));

    [Fact]
    public void The_names_are_written_once()
    {
        var evaluator = new BicepEvaluator(InfraFolder.Main);

        AssertSame(QueueNames.All, evaluator.Strings(InfraFolder.Main.Variables["queueNames"]));
        AssertSame(TableNames.All, evaluator.Strings(InfraFolder.Main.Variables["tableNames"]));
        AssertSame(ContainerNames.All, evaluator.Strings(InfraFolder.Main.Variables["containerNames"]));
    }

    [Fact]
    public void The_app_settings_are_those_the_code_reads()
    {
        var settings = InfraFolder.Files["infra/modules/functionApp.bicep"].Resources["settings"];

        Assert.Equal("appsettings", BicepNode.PlainText(settings.Body.Property("name")!));
        AssertSame(Settings.All, settings.Body.Property("properties")!.Properties().Select(setting => setting.Name));
    }

    [Fact]
    public void No_setting_says_the_runtime_a_second_time()
    {
        // On Flex Consumption functionAppConfig says it; these settings make the deployment fail or are ignored.
        var app = InfraFolder.Files["infra/modules/functionApp.bicep"];

        Assert.DoesNotContain(app.Tree.All(), node => node.Type is "identifier" or "string_content"
            && (node.Text.StartsWith("FUNCTIONS_", StringComparison.Ordinal) || node.Text.StartsWith("WEBSITE_", StringComparison.Ordinal)));
        Assert.Null(app.Resources["app"].Body.Property("properties")!.Property("siteConfig")!.Property("appSettings"));
    }

    [Fact]
    public void The_poison_alert_looks_for_the_suffix_that_the_queues_have()
    {
        var alert = InfraFolder.Files["infra/modules/monitoring.bicep"].Resources["poisonAlert"];
        var query = alert.Body.All().Single(node => node.Type == "object_property" && node.Children[0].Text == "query");

        Assert.Contains($"Queue endswith \"{QueueNames.Poison("")}\"", BicepNode.PlainText(query.Last), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Declared(string resource, string type, params string[] beside)
    {
        var module = InfraFolder.Main.Modules["storage"];
        var storage = InfraFolder.Target(InfraFolder.Main, module.Path);
        var declaration = storage.Resources[resource];
        var caller = new BicepEvaluator(InfraFolder.Main);
        var callee = new BicepEvaluator(storage, module.Arguments.ToDictionary(argument => argument.Key, argument => caller.Value(argument.Value)));

        Assert.Equal(type, declaration.Type);
        Assert.Single(InfraFolder.Templates.SelectMany(file => file.Resources.Values), other => other.Type == type && !beside.Contains(other.Symbol));
        Assert.Equal(declaration.Loop!.Variable, declaration.Body.Property("name")!.Text);
        return callee.Strings(declaration.Loop.List);
    }

    private static void AssertSame(IEnumerable<string> code, IEnumerable<string> bicep) =>
        Assert.Equal(code.Order(StringComparer.Ordinal), bicep.Order(StringComparer.Ordinal));
}
