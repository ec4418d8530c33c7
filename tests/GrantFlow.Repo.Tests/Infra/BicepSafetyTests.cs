using System.Text.RegularExpressions;

namespace GrantFlow.Repo.Tests.Infra;

/// <summary>Who may do what in Azure, and that nothing secret is written down.</summary>
public sealed partial class BicepSafetyTests
{
    // Names, ids and scopes are repeated here on purpose: a role that widens must be changed in two places.
    // Ids: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
    private static readonly (string Role, string Id, string On)[] Needed =
    [
        ("Key Vault Crypto Service Encryption User", "e147488a-f6f5-4113-8e2d-b22465e65bf6", "Microsoft.KeyVault/vaults/keys"),
        ("Key Vault Secrets User", "4633458b-17de-408a-b874-0445c86b69e6", "Microsoft.KeyVault/vaults"),
        ("Monitoring Metrics Publisher", "3913510d-42f4-4e42-8a64-420c390055eb", "Microsoft.Insights/components"),
        ("Storage Blob Data Owner", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "Microsoft.Storage/storageAccounts"),
        ("Storage Queue Data Contributor", "974c5e8b-45b9-4653-ba55-5f855dd0fb88", "Microsoft.Storage/storageAccounts"),
        ("Storage Table Data Contributor", "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "Microsoft.Storage/storageAccounts"),
    ];

    [Fact]
    public void The_app_has_the_roles_it_needs_each_on_the_one_resource_and_no_other()
    {
        var given = from file in InfraFolder.Templates
                    from assignment in file.Resources.Values
                    where assignment.Type == "Microsoft.Authorization/roleAssignments"
                    let role = assignment.Body.Property("properties")!.Property("roleDefinitionId")!.Part("arguments")!.Last.Part("index")!
                    let id = new BicepEvaluator(file).Value(assignment.Body.Property("properties")!.Property("roleDefinitionId")!.Part("arguments")!.Last)
                    orderby BicepNode.PlainText(role)
                    select (BicepNode.PlainText(role), (string)id!, file.Resources[assignment.Body.Property("scope")!.Text].Type);

        Assert.Equal(Needed, given);
    }

    [Fact]
    public void The_name_of_an_assignment_follows_from_scope_identity_and_role()
    {
        // A second deployment then meets its own assignment again instead of failing on a double one.
        foreach (var assignment in InfraFolder.Files["infra/modules/roleAssignments.bicep"].Resources.Values.Where(resource => !resource.Existing))
        {
            var seeds = assignment.Body.Property("name")!.Part("arguments")!.Children;

            Assert.Equal(assignment.Body.Property("scope")!.Text, seeds[0].Part("object")!.Text);
            Assert.Equal("principalId", seeds[1].Text);
            Assert.Equal(Role(assignment.Body.Property("properties")!.Property("roleDefinitionId")!.Part("arguments")!.Last), Role(seeds[2]));
        }

        static string Role(BicepNode node) => BicepNode.PlainText(node.Part("index")!);
    }

    [Fact]
    public void Every_id_written_out_is_that_of_a_known_role()
    {
        var ids = from file in InfraFolder.Files.Values
                  from node in file.Tree.All()
                  from Match id in GuidText().Matches(node.Text)
                  where !Needed.Any(role => role.Id == id.Value)
                  select $"{file.At(node.Line)}: {id.Value}";

        Assert.Empty(ids);
    }

    [Fact]
    public void No_secret_is_written_down()
    {
        var found = from file in InfraFolder.Files.Values
                    from node in file.Tree.All()
                    where node.Type == "string_content" && SecretText().IsMatch(node.Text)
                    select $"{file.At(node.Line)}: {node.Text}";

        Assert.Empty(found);
    }

    [Fact]
    public void A_secret_parameter_is_empty_by_default_and_only_ever_becomes_the_value_of_a_vault_secret()
    {
        foreach (var file in InfraFolder.Templates)
        {
            foreach (var secret in file.Parameters.Values.Where(parameter => parameter.Secure))
            {
                Assert.True(secret.Default is null || new BicepEvaluator(file).Value(secret.Default) is "", $"{file.Path}: {secret.Name} has a default.");
                var uses = file.Tree.All().Where(node => node.Type == "object_property" && node.Last.Type == "identifier" && node.Last.Text == secret.Name).ToList();
                var interpolated = file.Tree.All().Where(node => node.Type == "interpolation" && node.Children[0].Text == secret.Name);

                Assert.NotEmpty(uses);
                Assert.Empty(interpolated);
                Assert.All(uses, use => Assert.True(IsSecretValue(file, use) || IsArgument(file, use), $"{file.At(use.Line)}: {secret.Name} leaks."));
                Assert.DoesNotContain(file.Outputs.Values.SelectMany(output => output.All()), node => node.Text == secret.Name);
            }
        }

        static bool IsSecretValue(BicepFile file, BicepNode use) => use.Children[0].Text == "value" && file.Resources.Values
            .Any(resource => resource.Type == "Microsoft.KeyVault/vaults/secrets" && resource.Body.All().Contains(use));
        static bool IsArgument(BicepFile file, BicepNode use) => file.Modules.Values
            .Any(module => module.Arguments.Values.Contains(use.Last) && InfraFolder.Target(file, module.Path).Parameters[use.Children[0].Text].Secure);
    }

    [Theory]
    [InlineData("storage", "account", "allowSharedKeyAccess", false)]
    [InlineData("storage", "account", "allowBlobPublicAccess", false)]
    [InlineData("storage", "account", "supportsHttpsTrafficOnly", true)]
    [InlineData("storage", "account", "minimumTlsVersion", "TLS1_2")]
    [InlineData("keyVault", "vault", "enableRbacAuthorization", true)]
    [InlineData("keyVault", "vault", "enablePurgeProtection", true)]
    [InlineData("monitoring", "applicationInsights", "DisableLocalAuth", true)]
    [InlineData("functionApp", "app", "httpsOnly", true)]
    [InlineData("functionApp", "noFtpPassword", "allow", false)]
    [InlineData("functionApp", "noScmPassword", "allow", false)]
    public void A_door_that_must_stay_shut_is_shut(string module, string resource, string property, object expected)
    {
        var file = InfraFolder.Files[$"infra/modules/{module}.bicep"];

        Assert.Equal(expected, new BicepEvaluator(file).Value(file.Resources[resource].Body.Property("properties")!.Property(property)!));
    }

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")]
    private static partial Regex GuidText();

    // Connection strings, signatures, and long runs of base64.
    [GeneratedRegex("AccountKey=|SharedAccess|[?&]sig=|-----BEGIN|[A-Za-z0-9+/]{40,}={0,2}$")]
    private static partial Regex SecretText();
}
