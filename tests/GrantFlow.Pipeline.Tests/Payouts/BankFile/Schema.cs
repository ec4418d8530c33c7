using System.Xml;
using System.Xml.Schema;
using GrantFlow.Domain.Tests;

namespace GrantFlow.Pipeline.Tests.Payouts.BankFile;

/// <summary>ISO 20022's own schema, which is not part of this repository: it lies in <c>shared/standards</c> beside it, or nowhere.</summary>
internal static class Schema
{
    private const string File = "pain.001.001.09.xsd";

    public static string? Path { get; } = Find();

    /// <summary>What the schema says against a file.</summary>
    public static IReadOnlyList<string> Faults(Stream file)
    {
        var faults = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, DtdProcessing = DtdProcessing.Prohibit };
        settings.Schemas.Add(Pipeline.Payouts.BankFile.Pain001.Namespace, Path!);
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, fault) => faults.Add($"line {fault.Exception.LineNumber}: {fault.Message}");
        using var reader = XmlReader.Create(file, settings);
        while (reader.Read())
        {
            // The handler hears of what is wrong.
        }

        return faults;
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(Generated.Root()).Parent; folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Combine(folder.FullName, "shared", "standards", File);
            if (System.IO.File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}

/// <summary>A test that needs the schema; skipped where it is not at hand.</summary>
public sealed class SchemaTheoryAttribute : TheoryAttribute
{
    public SchemaTheoryAttribute()
    {
        if (Schema.Path is null)
        {
            Skip = "pain.001.001.09.xsd is not at hand: put ISO 20022's schema into shared/standards beside the repository.";
        }
    }
}
