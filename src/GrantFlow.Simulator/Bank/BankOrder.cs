using System.Globalization;
using System.Xml.Linq;

namespace GrantFlow.Simulator.Bank;

/// <summary>One credit transfer as a bank is ordered to make it.</summary>
/// <param name="EndToEndId">The payer's own id, which travels with the money.</param>
/// <param name="Amount">How much.</param>
/// <param name="Currency">In which currency.</param>
/// <param name="Account">Where it goes.</param>
/// <param name="HasIban">The account is an IBAN.</param>
public sealed record BankOrder(string EndToEndId, decimal Amount, string Currency, string Account, bool HasIban)
{
    /// <summary>The payer's id of the instruction.</summary>
    public string? InstructionId { get; init; }

    /// <summary>Unique reference of the transfer.</summary>
    public string? Uetr { get; init; }

    /// <summary>Whom it goes to.</summary>
    public string? Name { get; init; }

    /// <summary>How the bank handles it.</summary>
    public BankScript Script => BankScript.For(Account);
}

/// <summary>A payment file as a bank receives it: pain.001.</summary>
/// <param name="MessageId">The payer's id of the file.</param>
/// <param name="PartId">The id of its one part.</param>
/// <param name="Account">The account that pays.</param>
/// <param name="Orders">What is ordered.</param>
public sealed record BankFile(string MessageId, string PartId, string Account, IReadOnlyList<BankOrder> Orders)
{
    /// <summary>Reads a file. A simulator trusts whoever calls it.</summary>
    public static BankFile Read(Stream file)
    {
        var root = XDocument.Load(file).Root!;
        var ns = root.Name.Namespace;
        XElement? At(XElement? from, string path) => path.Split('/').Aggregate(from, (element, name) => element?.Element(ns + name));

        string? AccountOf(XElement? account) => (string?)At(account, "Id/IBAN") ?? (string?)At(account, "Id/Othr/Id");

        var message = root.Elements().Single();
        var part = message.Elements(ns + "PmtInf").First();
        return new BankFile(
            (string)At(message, "GrpHdr/MsgId")!,
            (string)At(part, "PmtInfId")!,
            AccountOf(At(part, "DbtrAcct")) ?? "DE00000000000000000000",
            [.. message.Elements(ns + "PmtInf").Elements(ns + "CdtTrfTxInf").Select(order =>
            {
                var amount = At(order, "Amt/InstdAmt")!;
                return new BankOrder(
                    (string)At(order, "PmtId/EndToEndId")!,
                    decimal.Parse(amount.Value, CultureInfo.InvariantCulture),
                    (string)amount.Attribute("Ccy")!,
                    AccountOf(At(order, "CdtrAcct"))!,
                    At(order, "CdtrAcct/Id/IBAN") is not null)
                {
                    InstructionId = (string?)At(order, "PmtId/InstrId"),
                    Uetr = (string?)At(order, "PmtId/UETR"),
                    Name = (string?)At(order, "Cdtr/Nm"),
                };
            })]);
    }
}
