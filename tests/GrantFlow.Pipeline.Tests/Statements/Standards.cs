using System.Xml;
using System.Xml.Schema;
using GrantFlow.Domain.Tests;

namespace GrantFlow.Pipeline.Tests.Statements;

/// <summary>The official schemas, where they are: they belong to their owners and are not part of this repository.</summary>
internal static class Standards
{
    /// <summary>Beside the work tree, or where GRANTFLOW_STANDARDS says; null where they are nowhere.</summary>
    public static string? Folder { get; } = new[] { Environment.GetEnvironmentVariable("GRANTFLOW_STANDARDS"), "../shared/standards", "../../shared/standards" }
        .OfType<string>().Select(folder => Path.GetFullPath(folder, Generated.Root())).FirstOrDefault(Directory.Exists);

    /// <summary>Every place where a file breaks its schema.</summary>
    public static IReadOnlyList<string> Errors(byte[] file, string message)
    {
        var errors = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        settings.Schemas.Add(null, Path.Combine(Folder!, $"{message}.xsd"));
        settings.ValidationEventHandler += (_, wrong) => errors.Add($"line {wrong.Exception.LineNumber}: {wrong.Message}");
        using var reader = XmlReader.Create(new MemoryStream(file), settings);
        reader.MoveToContent();
        Assert.EndsWith(message, reader.NamespaceURI, StringComparison.Ordinal);
        while (reader.Read())
        {
        }

        return errors;
    }
}

/// <summary>A test that needs the official schemas, and says so where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SchemaTheoryAttribute : TheoryAttribute
{
    public SchemaTheoryAttribute()
    {
        if (Standards.Folder is null)
        {
            Skip = "The official ISO 20022 schemas are not here: put them into ../shared/standards, or name their folder in GRANTFLOW_STANDARDS.";
        }
    }
}
