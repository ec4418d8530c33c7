using System.Globalization;
using System.Text;
using System.Xml;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Payouts.BankFile;

/// <summary>Writes a customer credit transfer initiation (ISO 20022 pain.001.001.09), payment by payment, in bounded memory.</summary>
internal sealed class Pain001 : IAsyncDisposable
{
    public const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    private static readonly XmlWriterSettings Settings = new() { Async = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n" };

    private readonly XmlWriter _xml;
    private readonly PaymentFileHead _head;

    private Pain001(XmlWriter xml, PaymentFileHead head) => (_xml, _head) = (xml, head);

    /// <summary>Writes the whole file.</summary>
    /// <exception cref="InvalidOperationException">The payments are not those that the head counts and adds up: nothing of the file may be used.</exception>
    public static async Task Write(Stream output, PaymentFileHead head, IAsyncEnumerable<PaymentOrder> payments, CancellationToken cancellationToken)
    {
        await using var file = new Pain001(XmlWriter.Create(output, Settings), head);
        await file.Begin();
        var (count, sum) = (0, Money.Zero(head.Total.Currency));
        await foreach (var payment in payments.WithCancellation(cancellationToken))
        {
            await file.Payment(payment);
            (count, sum) = (count + 1, sum + payment.Amount);
        }

        if (count != head.Payments || sum != head.Total)
        {
            throw new InvalidOperationException($"The file of batch {head.Id} announces {head.Payments} payments of {head.Total}, but {count} of {sum} were written.");
        }

        await file._xml.WriteEndDocumentAsync();
        await file._xml.FlushAsync();
    }

    public ValueTask DisposeAsync() => _xml.DisposeAsync();

    private async Task Begin()
    {
        var (party, count, sum) = (_head.Party, _head.Payments.ToString(CultureInfo.InvariantCulture), _head.Total.ToAmountString());
        await _xml.WriteStartDocumentAsync();
        await _xml.WriteStartElementAsync(null, "Document", Namespace);
        await Start("CstmrCdtTrfInitn");

        await Start("GrpHdr");
        await Element("MsgId", _head.Id.Value);
        await Element("CreDtTm", _head.ReleasedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        await Element("NbOfTxs", count);
        await Element("CtrlSum", sum);
        await Within("InitgPty", () => Element("Nm", party.Name));
        await End();

        await Start("PmtInf");
        await Element("PmtInfId", $"{_head.Id}-1");
        await Element("PmtMtd", "TRF");
        // One line on our own statement for each payment, so that each can be matched.
        await Element("BtchBookg", "false");
        await Element("NbOfTxs", count);
        await Element("CtrlSum", sum);
        await Within("PmtTpInf", () => Within("SvcLvl", () => Element("Cd", _head.IsSepa ? "SEPA" : "NURG")));
        await Within("ReqdExctnDt", () => Element("Dt", _head.ExecutesOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        await Party("Dbtr", party.Name, null, null, party.Town, party.Country);
        await Account("DbtrAcct", _head.From.Iban, isIban: true);
        await Agent("DbtrAgt", _head.From.Bic);
        await Element("ChrgBr", _head.IsSepa ? "SLEV" : party.Charges == ChargeBearer.Shar ? "SHAR" : "DEBT");
    }

    private async Task Payment(PaymentOrder payment)
    {
        var account = payment.Account;
        await Start("CdtTrfTxInf");
        await Within("PmtId", async () =>
        {
            await Element("InstrId", payment.InstructionId);
            await Element("EndToEndId", payment.Payment.Value);
            await Element("UETR", payment.Uetr);
        });
        await Start("Amt");
        await Start("InstdAmt");
        await _xml.WriteAttributeStringAsync(null, "Ccy", null, payment.Amount.Currency.Value);
        await _xml.WriteStringAsync(payment.Amount.ToAmountString());
        await End();
        await End();
        await Agent("CdtrAgt", account.Bic);
        await Party("Cdtr", account.Holder, account.Street, account.PostCode, account.Town, account.Country);
        await Account("CdtrAcct", account.Number, account.IsIban);
        await Within("RmtInf", () => Element("Ustrd", payment.Text));
        await End();
    }

    private Task Party(string name, string holder, string? street, string? postCode, string town, CountryCode country) => Within(name, async () =>
    {
        await Element("Nm", holder);
        await Within("PstlAdr", async () =>
        {
            await Element("StrtNm", street);
            await Element("PstCd", postCode);
            await Element("TwnNm", town);
            await Element("Ctry", country.Value);
        });
    });

    private Task Account(string name, string number, bool isIban) =>
        Within(name, () => Within("Id", () => isIban ? Element("IBAN", number) : Within("Othr", () => Element("Id", number))));

    private Task Agent(string name, string? bic) =>
        Within(name, () => Within("FinInstnId", () => bic is null ? Within("Othr", () => Element("Id", "NOTPROVIDED")) : Element("BICFI", bic)));

    private Task Element(string name, string? text) => text is null ? Task.CompletedTask : _xml.WriteElementStringAsync(null, name, Namespace, text);

    private async Task Within(string name, Func<Task> content)
    {
        await Start(name);
        await content();
        await End();
    }

    private Task Start(string name) => _xml.WriteStartElementAsync(null, name, Namespace);

    private Task End() => _xml.WriteEndElementAsync();
}
