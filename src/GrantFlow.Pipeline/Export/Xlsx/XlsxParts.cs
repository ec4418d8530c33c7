using System.Globalization;
using System.Text;
using System.Xml;

namespace GrantFlow.Pipeline.Export.Xlsx;

/// <summary>What a spreadsheet file has beside its rows, in the order and by the names of ISO/IEC 29500.</summary>
internal static class XlsxParts
{
    /// <summary>The header's style.</summary>
    public const int Bold = 1;

    /// <summary>A date.</summary>
    public const int Day = 2;

    /// <summary>A date with its time.</summary>
    public const int Moment = 3;

    /// <summary>A text that begins like a formula.</summary>
    public const int Quoted = 4;

    private const int NoDigits = 5, TwoDigits = 6, ThreeDigits = 7, AnyDigits = 8;

    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";

    private const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";

    public static XmlWriterSettings Xml { get; } = new() { Async = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineHandling = NewLineHandling.Entitize, CloseOutput = false };

    /// <summary>Sheets are the default, so that their number need not be known before they are written.</summary>
    public static string ContentTypes { get; } = $"""
        {Declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
        <Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
        <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
        <Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
        </Types>
        """;

    public static string Root { get; } = $"""
        {Declaration}<Relationships xmlns="{PackageRelations}"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>
        """;

    public static string Styles { get; } = $"""
        {Declaration}<styleSheet xmlns="{Main}">
        <numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss.000"/><numFmt numFmtId="166" formatCode="0.000"/></numFmts>
        <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
        <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
        <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="9">
        <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
        <xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>
        <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>
        <xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
        </cellXfs>
        <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
        </styleSheet>
        """;

    /// <summary>The style of a number with so many digits after the point.</summary>
    public static int Digits(int count) => count switch
    {
        0 => NoDigits,
        2 => TwoDigits,
        3 => ThreeDigits,
        _ => AnyDigits,
    };

    public static string Workbook(int sheets) =>
        $"""{Declaration}<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets>{Each(sheets, at => $"""<sheet name="{(at == 1 ? "ledger" : $"ledger {at}")}" sheetId="{at}" r:id="rId{at}"/>""")}</sheets></workbook>""";

    public static string Sheets(int sheets) =>
        $"""
        {Declaration}<Relationships xmlns="{PackageRelations}">{Each(sheets, at => $"""<Relationship Id="rId{at}" Type="{Relations}/worksheet" Target="worksheets/sheet{at}.xml"/>""")}<Relationship Id="rId{sheets + 1}" Type="{Relations}/styles" Target="styles.xml"/></Relationships>
        """;

    /// <summary>Up to the first row; the header stays in view.</summary>
    public static void BeginSheet(XmlWriter xml)
    {
        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement("worksheet", Main);
        xml.WriteRaw("""<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>""");
        xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"""<cols><col min="1" max="{LedgerLine.Columns.Length}" width="20" customWidth="1"/></cols>"""));
        xml.WriteStartElement("sheetData", Main);
    }

    public static void EndSheet(XmlWriter xml) => xml.WriteEndDocument();

    private static string Each(int count, Func<int, FormattableString> one) => string.Concat(Enumerable.Range(1, count).Select(at => FormattableString.Invariant(one(at))));
}
