using System.Globalization;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Export.Xlsx;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Postings.Periods;
using GrantFlow.Pipeline.Seals;
using GrantFlow.TestSupport;

namespace GrantFlow.Functions.Tests.Ledger;

/// <summary>The spreadsheet, read by the format's own library (Open XML SDK) and, where it is installed, by LibreOffice.</summary>
[Collection(Measured.Name)]
public sealed class XlsxExportTests
{
    private static readonly LedgerRange Range = new(LongLedger.Day, LongLedger.Day, null);

    [Theory]
    [InlineData(5, XlsxLedger.RowsPerSheet, 1)]
    [InlineData(5, 4, 3)]
    [InlineData(2, 4, 1)]
    [InlineData(0, 4, 1)]
    public async Task It_holds_what_the_CSV_holds_over_one_sheet_or_more(int entries, int rowsPerSheet, int sheets)
    {
        var file = await Written(new LongLedger(entries), rowsPerSheet);
        using var book = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(book).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        var read = SheetsOf(book);
        Assert.Equal(sheets, read.Count);
        Assert.All(read, rows => Assert.Equal(LedgerLine.Columns, rows[0].Select(cell => cell.Text)));
        var csv = Csv.Read(await CsvOf(new LongLedger(entries)));
        var rows = read.SelectMany(rows => rows.Skip(1)).ToList();
        Assert.Equal(csv.Count - 1, rows.Count);
        Assert.All(rows.Zip(csv.Skip(1)), pair => Assert.Equal(pair.Second, pair.First.Select(cell => cell.AsCsv)));
    }

    [Fact]
    public async Task Amounts_are_numbers_days_are_dates_and_nothing_is_a_formula()
    {
        var file = await Written(new LongLedger(1));
        using var book = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        var row = SheetsOf(book)[0][1];
        Assert.Equal("0.00", Of("debit").Format);
        Assert.Equal("1.00", Of("debit").Text);
        Assert.Equal(@"yyyy\-mm\-dd", Of("postingDate").Format);
        Assert.Equal(@"yyyy\-mm\-dd\ hh:mm:ss.000", Of("eventTime").Format);
        Assert.Equal("", Of("credit").Text);
        var sheet = book.WorkbookPart!.WorksheetParts.Single().Worksheet;
        Assert.Empty(sheet.Descendants<CellFormula>());
        Assert.Equal(PaneStateValues.Frozen, sheet.Descendants<Pane>().Single().State!.Value);

        Read Of(string column) => row[Array.IndexOf(LedgerLine.Columns, column)];
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1+1")]
    [InlineData("-1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    [InlineData(" spaces ")]
    [InlineData("<c t=\"n\"><f>1+1</f></c> & ]]>")]
    [InlineData("two\r\nlines")]
    [InlineData("bell \u0007, none \0, \uFFFE")]
    [InlineData("half \ud83d of one")]
    [InlineData("\ud83d")]
    [InlineData("_x0041_ and _x and _xzzzz_")]
    [InlineData("\u0633\u0644\u0627\u0645 \u00e9\u00df\U0001F600")]
    [InlineData("1850.00")]
    public async Task A_text_stays_the_text_it_is(string hostile)
    {
        var file = await Written(new LongLedger(1, number => LongLedger.Entry(number) with { Id = hostile }));
        using var book = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.Empty(book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<CellFormula>());
        var cell = SheetsOf(book)[0][1][0];
        Assert.True(cell.IsText);
        Assert.Equal(hostile, Unescaped(cell.Text));
    }

    [Fact]
    public async Task More_digits_than_a_spreadsheet_keeps_are_a_text_and_other_currencies_have_their_own_digits()
    {
        var yen = Currency.Parse("JPY");
        var amounts = new[] { new Money(123_456_789_012_345_678, Currency.Eur), new Money(999_999_999_999_999, Currency.Eur), new Money(1500, yen) };
        var file = await Written(new LongLedger(3, number => LongLedger.Entry(number) with
        {
            Postings = [Posting.Debit(Account.Committed, amounts[number]), Posting.Credit(Account.Available, amounts[number])],
        }));
        using var book = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        var debits = SheetsOf(book)[0].Skip(1).Select(row => row[Array.IndexOf(LedgerLine.Columns, "debit")]).Where(cell => cell.Text.Length > 0).ToList();
        Assert.Equal([("1234567890123456.78", true), ("9999999999999.99", false), ("1500", false)], debits.Select(cell => (cell.Text, cell.IsText)));
        Assert.Equal("0", debits[2].Format);
    }

    [Fact]
    public async Task One_that_breaks_off_cannot_be_opened()
    {
        using var hangUp = new CancellationTokenSource();
        using var output = new MemoryStream();
        var ledger = new LongLedger(20_000, number =>
        {
            if (number > 15_000)
            {
                hangUp.Cancel();
            }

            return LongLedger.Entry(number);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Export(ledger).WriteXlsx(Range, new AsyncOnlyStream(output), hangUp.Token));
        Assert.True(output.Length > 100_000, $"{output.Length} bytes went out.");
        Assert.Throws<InvalidDataException>(() => new ZipArchive(new MemoryStream(output.ToArray()), ZipArchiveMode.Read));
    }

    [Fact]
    public async Task A_hundred_thousand_rows_need_no_more_memory_than_a_few()
    {
        await using var output = new MeasuringStream(() => 0) { BytesBetweenLooks = 250_000 };
        await Export(new LongLedger(50_000)).WriteXlsx(Range, output, CancellationToken.None);
        Assert.True(output.Written > 2_000_000, $"{output.Written} bytes were written.");
        Assert.True(output.MostMemory - output.LeastMemory < 8_000_000, $"Memory went from {output.LeastMemory} to {output.MostMemory} bytes.");
    }

    [LibreOfficeFact]
    public async Task LibreOffice_reads_the_same_rows()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "ledger.xlsx");
        // An id of digits with leading zeros, one that looks like a date and one like a formula stay what they are.
        string[] ids = ["007", "1-2", "3/4", "=1+1", "1e5", "0.50"];
        PostedEntry Make(int number) => LongLedger.Entry(number) with { EventId = ids[number % ids.Length] };
        await File.WriteAllBytesAsync(file, await Written(new LongLedger(20, Make)));
        using var office = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(LibreOfficeFactAttribute.Program!)
        {
            ArgumentList = { $"-env:UserInstallation=file://{folder.Path}/profile", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true", "--outdir", folder.Path, file },
        })!;
        await office.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);
        var read = Csv.Read((await File.ReadAllTextAsync(Path.Combine(folder.Path, "ledger.csv"))).ReplaceLineEndings("\r\n"));
        var csv = Csv.Read(await CsvOf(new LongLedger(20, Make)));
        Assert.Equal(41, read.Count);
        Assert.Equal(csv[0], read[0]);
        Assert.All(csv.Skip(1).Zip(read.Skip(1)), pair => Assert.Equal(pair.First.Select(AsShown), pair.Second));

        // CSV marks what a spreadsheet would run with an apostrophe; a moment is shown to the millisecond.
        static string AsShown(string text, int column) => LedgerLine.Columns[column] switch
        {
            "eventTime" => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
            _ => text.TrimStart('\''),
        };
    }

    private static async Task<byte[]> Written(LongLedger ledger, int rowsPerSheet = XlsxLedger.RowsPerSheet)
    {
        using var output = new MemoryStream();
        await using (var file = new XlsxLedger(new AsyncOnlyStream(output), rowsPerSheet))
        {
            await Export(ledger).Write(Range, [file], CancellationToken.None);
        }

        return output.ToArray();
    }

    private static async Task<string> CsvOf(LongLedger ledger)
    {
        using var output = new MemoryStream();
        await Export(ledger).WriteCsv(Range, output, CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static LedgerExport Export(LongLedger ledger) => new(new LedgerStore(ledger, new SealStore(ledger), new PeriodBook(ledger, TimeProvider.System)), new FunderNames(new Catalogue([], new Dictionary<OfficeId, Office>())));

    /// <summary>Every sheet's rows, each with a cell for every column.</summary>
    private static List<List<List<Read>>> SheetsOf(SpreadsheetDocument book)
    {
        var part = book.WorkbookPart!;
        var styles = part.WorkbookStylesPart!.Stylesheet;
        var formats = styles.NumberingFormats!.Elements<NumberingFormat>().ToDictionary(one => one.NumberFormatId!.Value, one => one.FormatCode!.Value!);
        (formats[0], formats[1], formats[2], formats[49]) = ("General", "0", "0.00", "@");
        var cells = styles.CellFormats!.Elements<CellFormat>().Select(one => formats[one.NumberFormatId!.Value]).ToList();
        return [.. part.Workbook.Descendants<Sheet>().Select(sheet => ((WorksheetPart)part.GetPartById(sheet.Id!.Value!)).Worksheet.Descendants<Row>().Select(row => RowOf(row, cells)).ToList())];
    }

    private static List<Read> RowOf(Row row, List<string> formats)
    {
        var read = Enumerable.Repeat(new Read("", "General", IsText: true), LedgerLine.Columns.Length).ToList();
        foreach (var cell in row.Elements<Cell>())
        {
            var column = new string([.. cell.CellReference!.Value!.TakeWhile(char.IsLetter)]).Aggregate(0, (sum, letter) => (sum * 26) + letter - 'A' + 1) - 1;
            read[column] = new(cell.DataType?.Value == CellValues.InlineString ? cell.InlineString!.InnerText : cell.CellValue!.Text, formats[(int)(cell.StyleIndex?.Value ?? 0)], cell.DataType is not null);
        }

        return read;
    }

    /// <summary>ST_Xstring, which the library leaves as it is stored.</summary>
    private static string Unescaped(string text) => System.Text.RegularExpressions.Regex.Replace(
        text, "_x([0-9A-Fa-f]{4})_", match => ((char)int.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    private sealed record Read(string Text, string Format, bool IsText)
    {
        public string AsCsv => Format switch
        {
            @"yyyy\-mm\-dd" => DateTime.FromOADate(double.Parse(Text, CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            @"yyyy\-mm\-dd\ hh:mm:ss.000" => DateTime.FromOADate(double.Parse(Text, CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'0000Z'", CultureInfo.InvariantCulture),
            _ => Text,
        };
    }

    /// <summary>Runs where LibreOffice is installed (Debian: <c>libreoffice-calc-nogui</c>).</summary>
    private sealed class LibreOfficeFactAttribute : FactAttribute
    {
        public LibreOfficeFactAttribute() => Skip = Program is null ? "LibreOffice is not installed: there is no soffice on the PATH (Debian: libreoffice-calc-nogui)." : null;

        public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "soffice")).FirstOrDefault(File.Exists);
    }
}
