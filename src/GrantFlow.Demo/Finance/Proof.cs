using System.Globalization;
using System.Xml.Linq;
using GrantFlow.Demo.Api;
using GrantFlow.Demo.Checks;

namespace GrantFlow.Demo.Finance;

/// <summary>What banks, wallet provider and desks say that they paid, payment by payment, held against the ledger.</summary>
internal static class Proof
{
    /// <summary>The findings.</summary>
    /// <param name="ledger">The exported books.</param>
    /// <param name="grants">This run's.</param>
    /// <param name="statements">Of the bank, camt.053, one for each file.</param>
    /// <param name="wallets">Of the wallet provider.</param>
    /// <param name="receipts">Of the desks, by payment.</param>
    public static IEnumerable<Finding> Check(Ledger ledger, IReadOnlyList<GrantAnswer> grants, IReadOnlyList<byte[]> statements, IReadOnlyList<WalletLine> wallets, IReadOnlyList<string> receipts)
    {
        var ours = grants.Select(grant => grant.Id).ToHashSet();
        var paid = Balance(ledger, ours, "SpentCash");
        var back = Balance(ledger, ours, "Returned");
        var bank = statements.SelectMany(Bookings).ToList();
        var debits = bank.Where(booking => !booking.IsReturn).ToList();
        var returns = bank.Where(booking => booking.IsReturn).Select(booking => booking.Payment).ToHashSet();
        var credits = wallets.Where(line => line.Kind != "reversal").Select(line => line.RequestingOrganisationTransactionReference).ToList();
        string[] said = [.. debits.Select(booking => booking.Payment).Where(payment => !returns.Contains(payment)), .. credits, .. receipts];

        yield return Finding.Of("nobody was paid twice", said.GroupBy(payment => payment).Where(payment => payment.Count() > 1).Select(payment => $"{payment.Key} was paid {payment.Count()} times"));
        yield return Finding.Of("what banks, wallets and desks paid is what the books say, payment by payment", said.Except(paid.Keys).Select(payment => $"{payment} is not in the books").Concat(paid.Keys.Except(said).Select(payment => $"nobody paid {payment}")));
        yield return Finding.Of("what the bank sent back is what the books say", returns.Except(back.Keys).Concat(back.Keys.Except(returns)));

        // What rates cost stands in the books beside what was spent.
        var differences = Balance(ledger, ours, "ExchangeDifference");
        var kept = debits.Where(booking => !returns.Contains(booking.Payment)).ToList();
        yield return Finding.Of(
            "of each payment by bank, the books have what left the account, to the cent",
            kept.Where(booking => paid.GetValueOrDefault(booking.Payment) + differences.GetValueOrDefault(booking.Payment) != booking.Amount)
                .Select(booking => $"{booking.Payment}: EUR {booking.Amount} left, the books have EUR {paid.GetValueOrDefault(booking.Payment)} and a difference of {differences.GetValueOrDefault(booking.Payment)}"));
    }

    private static Dictionary<string, Euros> Balance(Ledger ledger, HashSet<string> ours, string account) => ledger.Lines
        .Where(line => line.Account == account && ours.Contains(line.Grant))
        .GroupBy(line => $"{line.Grant}-{line.Line}")
        .Select(payment => (payment.Key, Amount: Euros.Sum(payment.Select(line => line.Change))))
        .Where(payment => payment.Amount != Euros.Zero)
        .ToDictionary(payment => payment.Key, payment => payment.Amount);

    private static IEnumerable<(string Payment, Euros Amount, bool IsReturn)> Bookings(byte[] statement)
    {
        using var stream = new MemoryStream(statement);
        var root = XDocument.Load(stream).Root!;
        var ns = root.Name.Namespace;
        return
        [
            .. from transaction in root.Descendants(ns + "TxDtls")
               let amount = transaction.Element(ns + "Amt")!.Value
               select (
                   transaction.Element(ns + "Refs")!.Element(ns + "EndToEndId")!.Value,
                   new Euros((long)(decimal.Parse(amount, CultureInfo.InvariantCulture) * 100)),
                   transaction.Element(ns + "CdtDbtInd")!.Value == "CRDT"),
        ];
    }
}
