using Xunit.Abstractions;

namespace GrantFlow.Repo.Tests.Infra;

/// <summary>
/// The resources are held against Microsoft's own type descriptions. Where the set-up could not fetch them, only
/// infra/types.lock is compared, and the output says what was not checked.
/// </summary>
public sealed class ResourceTypeTests(ITestOutputHelper output)
{
    private static IEnumerable<(BicepFile File, BicepResource Resource)> Resources =>
        from file in InfraFolder.Templates
        from resource in file.Resources.Values
        select (file, resource);

    [Fact]
    public void The_lock_file_lists_the_types_and_versions_in_use()
    {
        var locked = File.ReadLines(Path.Combine(InfraFolder.Repository, "infra", "types.lock")).Where(line => line.Length > 0 && line[0] != '#');
        var used = Resources.Select(found => found.Resource.TypeAndVersion).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(locked, used);
    }

    [Fact]
    public void Every_type_exists_in_the_version_used_and_no_newer_stable_version_is_known()
    {
        if (Library() is not { } library)
        {
            return;
        }

        var outdated = from found in Resources
                       let resource = found.Resource
                       let newer = library.NewerStable(resource.Type, resource.Version)
                       where newer is not null || !library.Versions[resource.Type].Contains(resource.Version)
                       select $"{found.File.At(resource.Line)}: {resource.TypeAndVersion} {(newer is null ? "does not exist" : $"is older than {newer}")}.";

        Assert.Empty(outdated);
    }

    [Fact]
    public void Every_property_exists_and_every_known_value_is_allowed()
    {
        if (Library() is not { } library)
        {
            return;
        }

        var problems = new List<string>();
        foreach (var (file, resource) in Resources)
        {
            var check = new BodyCheck(file);
            check.Check(resource, library.Body(resource.TypeAndVersion)!.Value);
            problems.AddRange(check.Problems);
        }

        Assert.Empty(problems);
    }

    [Fact]
    public void What_is_read_from_a_resource_is_there()
    {
        if (Library() is not { } library)
        {
            return;
        }

        var problems = new List<string>();
        foreach (var file in InfraFolder.Templates)
        {
            var check = new BodyCheck(file);
            foreach (var access in file.Tree.All().Where(node => node.Type == "member_expression"))
            {
                var (root, path) = Chain(access);
                if (root is not null && file.Resources.TryGetValue(root, out var resource))
                {
                    check.CheckRead(library.Body(resource.TypeAndVersion)!.Value, path, access.Line);
                }
            }

            problems.AddRange(check.Problems);
        }

        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("allowSharedKeyAces: false", "has no property allowSharedKeyAces")]
    [InlineData("minimumTlsVersion: 'TLS1.2'", "must be one of TLS1_0")]
    [InlineData("allowBlobPublicAccess: 'no'", "must be a BooleanType")]
    [InlineData("primaryLocation: 'x'", "is read-only")]
    [InlineData("immutableStorageWithVersioning: { immutabilityPolicy: { immutabilityPeriodSinceCreationInDays: 0 } }", "is below 1")]
    [InlineData("sasPolicy: { expirationAction: 'Log' }", "sasExpirationPeriod is missing")]
    public void The_check_sees_a_mistake(string property, string expected)
    {
        if (Library() is not { } library)
        {
            return;
        }

        var file = InfraFolder.ParseText($$"""
            resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
              name: 'grantflow'
              location: 'anywhere'
              kind: 'StorageV2'
              sku: {
                name: 'Standard_LRS'
              }
              properties: {
                {{property}}
              }
            }
            """);
        var check = new BodyCheck(file);
        check.Check(file.Resources["account"], library.Body(file.Resources["account"].TypeAndVersion)!.Value);

        Assert.Contains(expected, Assert.Single(check.Problems), StringComparison.Ordinal);
    }

    private ResourceTypeLibrary? Library()
    {
        if (ResourceTypeLibrary.Installed is null)
        {
            output.WriteLine("NOT CHECKED: Azure.Bicep.Types.Az.dll is not in .feed/bicep-types, so resource types, versions and "
                + "properties were only compared with infra/types.lock. Run `dotnet run dev.cs -- setup` with a network to have them checked.");
        }

        return ResourceTypeLibrary.Installed;
    }

    private static (string? Root, List<string> Path) Chain(BicepNode access)
    {
        var path = new List<string>();
        while (access.Type == "member_expression")
        {
            path.Insert(0, access.Part("property")!.Text);
            access = access.Part("object")!;
        }

        return (access.Type == "identifier" ? access.Text : null, path);
    }
}
