using System.Text;

namespace GrantFlow.Pipeline.Tests.Suppliers;

/// <summary>Made-up lists in the layout of the UN Security Council Consolidated List.</summary>
internal static class ListText
{
    /// <summary>A list of this day.</summary>
    public static string Of(string day, params string[] entries) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="https://list.invalid/consolidated.xsd" dateGenerated="{day}T00:00:01.000Z">
          <INDIVIDUALS>{string.Concat(entries.Where(entry => entry.StartsWith("<INDIVIDUAL>", StringComparison.Ordinal)))}</INDIVIDUALS>
          <ENTITIES>{string.Concat(entries.Where(entry => !entry.StartsWith("<INDIVIDUAL>", StringComparison.Ordinal)))}</ENTITIES>
        </CONSOLIDATED_LIST>
        """;

    public static string Entity(string reference, string name, params string[] aliases) =>
        $"<ENTITY><DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>{name}</FIRST_NAME><UN_LIST_TYPE>Test</UN_LIST_TYPE><REFERENCE_NUMBER>{reference}</REFERENCE_NUMBER>"
        + $"<LISTED_ON>2020-01-01</LISTED_ON><COMMENTS1>Made up.</COMMENTS1>{string.Concat(aliases.Select(alias => $"<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>{alias}</ALIAS_NAME></ENTITY_ALIAS>"))}"
        + "<ENTITY_ADDRESS><STREET/><CITY>Nowhere</CITY></ENTITY_ADDRESS><SORT_KEY/></ENTITY>";

    public static string Individual(string reference, string first, string second, string? script = null) =>
        $"<INDIVIDUAL><DATAID>2</DATAID><FIRST_NAME>{first}</FIRST_NAME><SECOND_NAME>{second}</SECOND_NAME><THIRD_NAME/><REFERENCE_NUMBER>{reference}</REFERENCE_NUMBER>"
        + $"<NAME_ORIGINAL_SCRIPT>{script}</NAME_ORIGINAL_SCRIPT><TITLE><VALUE>None</VALUE></TITLE><INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME/></INDIVIDUAL_ALIAS></INDIVIDUAL>";

    public static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
