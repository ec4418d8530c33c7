using System.Globalization;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;

namespace GrantFlow.Repo.Tests.Infra;

/// <summary>
/// Microsoft's descriptions of Azure's resource types, the ones the Bicep compiler uses: deflated JSON in the resources of
/// Azure.Bicep.Types.Az.dll. Only read as data; no code of the assembly is loaded.
/// </summary>
public sealed class ResourceTypeLibrary
{
    private static readonly Lazy<ResourceTypeLibrary?> Shared = new(
        () => File.Exists(InfraFolder.TypeLibraryPath) ? new ResourceTypeLibrary(InfraFolder.TypeLibraryPath) : null);

    private readonly Dictionary<string, byte[]> _resources = [];
    private readonly Dictionary<string, JsonDocument> _files = [];
    private readonly JsonDocument _index;

    private ResourceTypeLibrary(string path)
    {
        using var stream = File.OpenRead(path);
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        var section = image.GetSectionData(image.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
        foreach (var handle in metadata.ManifestResources)
        {
            var resource = metadata.GetManifestResource(handle);
            var reader = section.GetReader((int)resource.Offset, section.Length - (int)resource.Offset);
            _resources.Add(metadata.GetString(resource.Name), reader.ReadBytes(reader.ReadInt32()));
        }

        _index = Open("index.json");
        Versions = _index.RootElement.GetProperty("resources").EnumerateObject()
            .Select(resource => resource.Name.Split('@'))
            .ToLookup(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The API versions of each resource type.</summary>
    public ILookup<string, string> Versions { get; }

    /// <summary>The library, or null where the set-up could not fetch it.</summary>
    public static ResourceTypeLibrary? Installed => Shared.Value;

    /// <summary>The newest version that is not a preview and newer than <paramref name="version"/>, or null.</summary>
    public string? NewerStable(string type, string version) => Versions[type]
        .Where(other => !other.EndsWith("-preview", StringComparison.Ordinal) && string.CompareOrdinal(other, version) > 0)
        .Max(StringComparer.Ordinal);

    /// <summary>The description of a resource's body, or null when Azure knows no such type in that version.</summary>
    public ResourceShape? Body(string typeAndVersion)
    {
        foreach (var resource in _index.RootElement.GetProperty("resources").EnumerateObject())
        {
            if (string.Equals(resource.Name, typeAndVersion, StringComparison.OrdinalIgnoreCase))
            {
                var reference = resource.Value.GetProperty("$ref").GetString()!.Split("#/");
                return new ResourceShape(Types(reference[0]).RootElement, int.Parse(reference[1], CultureInfo.InvariantCulture)).Follow("body");
            }
        }

        return null;
    }

    private JsonDocument Types(string name) => _files.TryGetValue(name, out var file) ? file : _files[name] = Open(name);

    private JsonDocument Open(string name)
    {
        using var inflated = new DeflateStream(new MemoryStream(_resources[name + ".deflated"]), CompressionMode.Decompress);
        return JsonDocument.Parse(inflated);
    }
}

/// <summary>One type in a types.json: an entry of its list, whose references are indexes into the same list.</summary>
public readonly record struct ResourceShape(JsonElement Types, int Index)
{
    /// <summary>The entry itself.</summary>
    public JsonElement Json => Types[Index];

    /// <summary>For example <c>ObjectType</c>.</summary>
    public string Kind => Json.GetProperty("$type").GetString()!;

    /// <summary>The type that a member of this entry refers to.</summary>
    public ResourceShape Follow(string member) => Referred(Json.GetProperty(member));

    /// <summary>The type behind <c>{ "$ref": "#/12" }</c>.</summary>
    public ResourceShape Referred(JsonElement reference)
    {
        var text = reference.GetProperty("$ref").GetString()!;
        return text.StartsWith("#/", StringComparison.Ordinal)
            ? this with { Index = int.Parse(text.AsSpan(2), CultureInfo.InvariantCulture) }
            : throw new NotSupportedException($"The type library refers to another file ({text}), which this reader does not follow.");
    }
}
