using System.Globalization;
using System.Text;
using System.Xml;

namespace GrantFlow.Simulator.Bank;

/// <summary>Writes ISO 20022 messages element by element.</summary>
internal sealed class BankXml : IDisposable
{
    private readonly XmlWriter _writer;

    public BankXml(Stream output, string message)
    {
        _writer = XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, CloseOutput = false });
        _writer.WriteStartElement("Document", $"urn:iso:std:iso:20022:tech:xsd:{message}");
    }

    public void Dispose() => _writer.Dispose();

    public void Element(string name, Action content)
    {
        _writer.WriteStartElement(name);
        content();
        _writer.WriteEndElement();
    }

    /// <summary>Elements in each other around one text; nothing where there is no text.</summary>
    public void Text(string path, string? text)
    {
        if (text is null)
        {
            return;
        }

        var names = path.Split('/');
        foreach (var name in names)
        {
            _writer.WriteStartElement(name);
        }

        _writer.WriteString(text);
        foreach (var _ in names)
        {
            _writer.WriteEndElement();
        }
    }

    public void Amount(string name, decimal amount, string currency)
    {
        _writer.WriteStartElement(name);
        _writer.WriteAttributeString("Ccy", currency);
        _writer.WriteString(Number(amount));
        _writer.WriteEndElement();
    }

    public void Account(string name, BankOrder order) => Text(order.HasIban ? $"{name}/Id/IBAN" : $"{name}/Id/Othr/Id", order.Account);

    public static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
