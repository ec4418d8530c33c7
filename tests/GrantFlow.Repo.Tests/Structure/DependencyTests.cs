using System.Xml.Linq;
using GrantFlow.Domain.Tests;
using Xunit;

namespace GrantFlow.Repo.Tests.Structure;

public sealed class DependencyTests
{
    [Theory]
    [InlineData("GrantFlow.Domain", "")]
    [InlineData("GrantFlow.Pipeline", "GrantFlow.Domain")]
    [InlineData("GrantFlow.Storage", "GrantFlow.Pipeline")]
    [InlineData("GrantFlow.Functions", "GrantFlow.Storage")]
    [InlineData("GrantFlow.LocalHost", "GrantFlow.Functions")]
    public void A_project_uses_only_the_one_before_it(string project, string uses) =>
        Assert.Equal(uses.Length == 0 ? [] : [uses], References(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))));

    [Fact]
    public void The_domain_uses_no_package_but_Stateless() => Assert.Equal(["Stateless"], References("GrantFlow.Domain", "PackageReference"));

    [Theory]
    [InlineData("GrantFlow.Pipeline")]
    [InlineData("GrantFlow.Demo")]
    public void Nothing_but_storage_and_the_local_host_knows_the_azure_sdk(string project) =>
        Assert.DoesNotContain(References(project, "PackageReference"), package => package.StartsWith("Azure.", StringComparison.Ordinal));

    [Fact]
    public void The_functions_know_the_azure_sdk_through_storage_only() =>
        Assert.DoesNotContain(References("GrantFlow.Functions", "PackageReference"), package => package.StartsWith("Azure.", StringComparison.Ordinal));

    [Theory]
    [InlineData("Microsoft.Azure.Functions.Worker")]
    [InlineData("Azure.Storage.Queues")]
    [InlineData("Azure.Data.Tables")]
    [InlineData("Stateless")]
    [InlineData("xunit")]
    public void The_named_packages_are_used_under_their_real_names(string package) =>
        Assert.Contains(package, Repository.Files("*.csproj").Concat(Repository.Files("*.props")).SelectMany(file => Named(Path.Combine(Generated.Root(), file), "PackageReference")));

    [Theory]
    [InlineData("src")]
    [InlineData("infra")]
    [InlineData("tests")]
    [InlineData("GrantFlow.sln")]
    [InlineData("README.md")]
    [InlineData("host.json")]
    public void The_top_level_has_what_was_asked_for(string entry) => Assert.True(Path.Exists(Path.Combine(Generated.Root(), entry)));

    private static IEnumerable<string> References(string project, string kind) => Named(Path.Combine(Generated.Root(), "src", project, $"{project}.csproj"), kind);

    private static IEnumerable<string> Named(string file, string kind) => XDocument.Load(file).Descendants(kind).Select(element => element.Attribute("Include")?.Value ?? "");
}
