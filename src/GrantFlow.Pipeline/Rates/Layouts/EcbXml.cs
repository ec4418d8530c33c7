using System.Globalization;
using System.Xml;
using GrantFlow.Domain.Payout.Rates;

namespace GrantFlow.Pipeline.Rates.Layouts;

/// <summary>The European Central Bank's <c>eurofxref-daily.xml</c>. Document types and entities are refused.</summary>
internal static class EcbXml
{
    private const string Namespace = "http://www.ecb.int/vocabulary/2002-08-01/eurofxref";

    private static readonly XmlReaderSettings Strict = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersFromEntities = 1_000, MaxCharactersInDocument = RateFile.MaxBytes };

    public static void Read(string text, RateFindings found)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text.TrimStart('\uFEFF')), Strict);
            DateOnly? day = null;
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "Cube" || reader.NamespaceURI != Namespace)
                {
                    continue;
                }

                var line = ((IXmlLineInfo)reader).LineNumber;
                if (reader.GetAttribute("time") is { } time)
                {
                    day = found.DayOf(line, time, "yyyy-MM-dd");
                }

                if (reader.GetAttribute("currency") is { } code && day is { } on && found.CurrencyOf(line, code, published: true) is { } currency && found.RateOf(line, reader.GetAttribute("rate")) is { } rate)
                {
                    found.Take(line, DatedRate.OfDay(currency, rate, on));
                }
            }
        }
        catch (XmlException wrong)
        {
            found.Wrong(wrong.LineNumber, string.Create(CultureInfo.InvariantCulture, $"This is no well-formed XML, or it has a document type, which is not read: see position {wrong.LinePosition}."));
        }
    }
}
