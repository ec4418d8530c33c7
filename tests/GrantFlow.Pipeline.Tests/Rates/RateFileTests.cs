using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Pipeline.Rates;

namespace GrantFlow.Pipeline.Tests.Rates;

/// <summary>Files as their sources publish them, and files that are not: what is wrong is said by line, and then nothing is taken.</summary>
public sealed class RateFileTests
{
    private static readonly DateOnly Today = new(2026, 3, 10);
    private static readonly DateOnly March = new(2026, 3, 1);

    [Fact]
    public void The_central_banks_daily_CSV_is_read_with_its_trailing_comma_and_written_out_month() => Reads(
        RateSource.Ecb,
        "Date, USD, JPY, CZK, \n10 March 2026, 1.0912, 161.34, 25.061, \n",
        ["2 USD 1.0912 2026-03-10..2026-03-11", "2 JPY 161.34 2026-03-10..2026-03-11", "2 CZK 25.061 2026-03-10..2026-03-11"]);

    [Fact]
    public void The_central_banks_history_is_read_without_currencies_that_are_no_more() => Reads(
        RateSource.Ecb,
        "Date,USD,CYP,TRY,\r\n2026-03-10,1.0912,N/A,N/A,\r\n2026-03-09,1.0905,0.58,39.1,\r\n",
        ["2 USD 1.0912 2026-03-10..2026-03-11", "3 USD 1.0905 2026-03-09..2026-03-10", "3 TRY 39.1 2026-03-09..2026-03-10"]);

    [Fact]
    public void The_central_banks_XML_is_read() => Reads(
        RateSource.Ecb,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
          <gesmes:subject>Reference rates</gesmes:subject>
          <Cube>
            <Cube time='2026-03-10'>
              <Cube currency='USD' rate='1.0912'/>
              <Cube currency='ETB' rate='62.4011'/>
            </Cube>
          </Cube>
        </gesmes:Envelope>
        """,
        ["6 USD 1.0912 2026-03-10..2026-03-11", "7 ETB 62.4011 2026-03-10..2026-03-11"]);

    [Fact]
    public void The_commissions_monthly_JSON_is_read_once_for_each_currency() => Reads(
        RateSource.InforEuro,
        """
        [{"country":"Afghanistan","currency":"Afghani","isoA3Code":"AFN","isoA2Code":"AF","value":76.9,"comment":null},
         {"country":"Senegal","currency":"CFA Franc","isoA3Code":"XOF","isoA2Code":"SN","value":655.957,"comment":null},
         {"country":"Mali","currency":"CFA Franc","isoA3Code":"XOF","isoA2Code":"ML","value":655.957,"comment":null},
         {"country":"Nowhere","currency":"Old money","isoA3Code":"ZZZ","isoA2Code":"ZZ","value":3,"comment":null},
         {"country":"France","currency":"Euro","isoA3Code":"EUR","isoA2Code":"FR","value":1,"comment":null}]
        """,
        ["1 AFN 76.9 2026-03-01..2026-03-31", "2 XOF 655.957 2026-03-01..2026-03-31"]);

    [Theory]
    [InlineData("Country;Currency;ISO A3 code;Value\nIraq;Dinar;IQD;1431.25\nEritrea;Nakfa;ERN;16.4011\n")]
    [InlineData("country,currency,isoA3Code,isoA2Code,value,comment\r\n\"Iraq, Republic of\",Dinar,IQD,IQ,1431.25,\r\nEritrea,Nakfa,ERN,ER,16.4011,\r\n")]
    [InlineData("\uFEFFISO code,Value\nIQD,1431.25\nERN,16.4011")]
    public void The_commissions_monthly_CSV_is_read(string file) => Reads(
        RateSource.InforEuro, file, ["2 IQD 1431.25 2026-03-01..2026-03-31", "3 ERN 16.4011 2026-03-01..2026-03-31"]);

    [Theory]
    [InlineData("currency,day,rate,days\nAFN,2026-03-08,77.15,7\n", 2)]
    [InlineData("""{"rates":[{"currency":"AFN","day":"2026-03-08","rate":"77.15","days":7}]}""", 1)]
    [InlineData("""[{"currency":"AFN","day":"2026-03-08","rate":77.15,"days":"7"}]""", 1)]
    public void An_offices_rates_are_read(string file, int line) => Reads(RateSource.Office, file, [$"{line} AFN 77.15 2026-03-08..2026-03-14"]);

    [Fact]
    public void No_digit_of_a_rate_is_lost() => Reads(
        RateSource.Office, """[{"currency":"IQD","day":"2026-03-08","rate":1431.123456789012345678,"days":1}]""", ["1 IQD 1431.123456789012345678 2026-03-08..2026-03-08"]);

    [Theory]
    [InlineData(RateSource.Office, "currency,day,rate,days\nAFN,2026-03-08,77.15,7\nAFN,2026-03-08,77.16,7\n", 3, "has another rate on line 2")]
    [InlineData(RateSource.Office, "currency,day,rate,days\nAFN,2026-03-08,0,7\n", 2, "Expected a rate")]
    [InlineData(RateSource.Office, "currency,day,rate,days\nAFN,2026-03-08,-1,7\n", 2, "Expected a rate")]
    [InlineData(RateSource.Office, "currency,day,rate,days\nAFN,2026-03-08,1e5,7\n", 2, "Expected a rate")]
    [InlineData(RateSource.Office, "currency,day,rate,days\nAFN,2026-03-08,\"77,15\",7\n", 2, "Expected a rate")]
    [InlineData(RateSource.Office, "currency,day,rate,days\nAFN,2026-03-08,999999999999,7\n", 2, "Expected a rate")]
    [InlineData(RateSource.Office, "currency,day,rate,days\nAFN,08.03.2026,77.15,7\n", 2, "Expected a day")]
    [InlineData(RateSource.Office, "currency,day,rate,days\nAFN,2026-03-08,77.15,32\n", 2, "from 1 to 31")]
    [InlineData(RateSource.Office, "currency,day,rate,days\nafn,2026-03-08,77.15,7\n", 2, "Expected an upper-case")]
    [InlineData(RateSource.Office, "currency,day,rate,days\nAFN,2026-03-21,77.15,7\n", 2, "more than 10 days ahead")]
    [InlineData(RateSource.Office, "currency,day,rate,days\nAFN,1999-12-31,77.15,7\n", 2, "before 2000")]
    [InlineData(RateSource.Office, "currency,day,rate\nAFN,2026-03-08,77.15\n", 1, "columns currency, day, rate and days")]
    [InlineData(RateSource.Office, "currency,day,rate,days\n", 0, "no rate")]
    [InlineData(RateSource.Office, "", 0, "no rate")]
    [InlineData(RateSource.Office, "<rates/>", 0, "no file of Office")]
    [InlineData(RateSource.Office, "[{\"currency\":\"AFN\"", 1, "no well-formed JSON")]
    [InlineData(RateSource.Office, "{\"rate\":1}", 0, "Expected an array")]
    [InlineData(RateSource.Office, "[1]", 1, "Expected an object")]
    [InlineData(RateSource.Ecb, "currency,day\nUSD,2026-03-10\n", 1, "Expected the header")]
    [InlineData(RateSource.Ecb, "Date,USD\n10.3.2026,1.09\n", 2, "Expected a day")]
    [InlineData(RateSource.Ecb, "Date,USD\n2026-03-10,1.0x\n", 2, "Expected a rate")]
    [InlineData(RateSource.Ecb, "Date,USD\n\"2026-03-10,1.09\n", 2, "Expected a day")]
    [InlineData(RateSource.Ecb, "<a><b></a>", 1, "no well-formed XML")]
    [InlineData(RateSource.Ecb, "<!DOCTYPE x [<!ENTITY a \"aaaa\">]>\n<x>&a;</x>", 0, "document type, which is not read")]
    [InlineData(RateSource.Ecb, "<x/>", 0, "no rate")]
    [InlineData(RateSource.InforEuro, "{}", 0, "no file of InforEuro")]
    [InlineData(RateSource.InforEuro, "a,b\n1,2\n", 1, "columns isoA3Code and value")]
    public void What_is_wrong_is_said_by_line_and_nothing_is_taken(RateSource source, string file, int line, string expected)
    {
        var (lines, errors) = RateFile.Read(source, file, March, Today);

        Assert.Empty(lines);
        Assert.Contains(errors, error => error.Line == line && error.Message.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_monthly_file_without_its_month_is_asked_for_it()
    {
        var (_, errors) = RateFile.Read(RateSource.InforEuro, "isoA3Code,value\nIQD,1431.25\nAFN,77\n", month: null, Today);

        Assert.Equal("The file does not say of which month it is. Give month, such as 2026-03.", Assert.Single(errors).Message);
    }

    [Fact]
    public void Many_mistakes_are_told_up_to_a_bound_and_none_repeats_what_it_found_at_length()
    {
        var file = "currency,day,rate,days\n" + string.Concat(Enumerable.Repeat($"{new string('x', 500)},2026-03-08,1,1\n", 400));
        var (_, errors) = RateFile.Read(RateSource.Office, file, null, Today);

        Assert.Equal(20, errors.Count);
        Assert.All(errors, error => Assert.True(error.Message.Length < 200));
    }

    private static void Reads(RateSource source, string file, string[] expected)
    {
        var (lines, errors) = RateFile.Read(source, file, March, Today);

        Assert.Empty(errors);
        Assert.Equal(expected, lines.Select(line => FormattableString.Invariant($"{line.Line} {line.Rate.Rate.To} {line.Rate.Rate.Rate} {line.Rate.Rate.Day:yyyy-MM-dd}..{line.Rate.Until:yyyy-MM-dd}")));
    }
}
