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
    /// <param name="receipts">Of the desks.</param>
    public static IEnumerable<Finding> Check(Ledger ledger, IReadOnlyList<GrantAnswer> grants, IReadOnlyList<byte[]> statements, IReadOnlyList<WalletLine> wallets, IReadOnlyList<ReceiptAnswer> receipts)
    {
        var ours = grants.Select(grant => grant.Id).ToHashSet();
        var paid = Balance(ledger, ours, "SpentCash");
        var back = Balance(ledger, ours, "Returned");
        var differences = Balance(ledger, ours, "ExchangeDifference");
        var bank = statements.SelectMany(Bookings).ToList();
        var sentBack = bank.Where(booking => booking.IsReturn).Select(booking => booking.Payment).ToHashSet();
        var kept = bank.Where(booking => !booking.IsReturn && !sentBack.Contains(booking.Payment)).ToList();
        var takenBack = wallets.Where(line => line.Kind == "reversal").Select(line => line.RequestingOrganisationTransactionReference).ToHashSet();
        List<(string Payment, AmountAnswer Amount)> credited =
        [
            .. from line in wallets
               where line.Kind != "reversal" && !takenBack.Contains(line.RequestingOrganisationTransactionReference) && ours.Contains(Grant(line.RequestingOrganisationTransactionReference))
               select (line.RequestingOrganisationTransactionReference, new AmountAnswer(line.Amount, line.Currency)),
        ];
        List<(string Payment, AmountAnswer Amount)> handedOver = [.. receipts.Select(receipt => (receipt.Payment, receipt.PaidOut))];
        string[] said = [.. kept.Select(booking => booking.Payment), .. credited.Concat(handedOver).Select(one => one.Payment)];
        HashSet<string> returned = [.. sentBack, .. takenBack];

        yield return Finding.Of("what bank, wallets and desks paid is what the books say, payment by payment", said.Except(paid.Keys).Select(payment => $"{payment} is not in the books").Concat(paid.Keys.Except(said).Select(payment => $"nobody paid {payment}")));
        yield return Finding.Of("what came back to the bank is what the books say", returned.Except(back.Keys).Concat(back.Keys.Except(returned)));
        // What rates cost stands in the books beside what was spent.
        yield return Finding.Of(
            "of each payment by bank, the books have what left the account",
            kept.Where(booking => Euros.Sum([paid.GetValueOrDefault(booking.Payment), differences.GetValueOrDefault(booking.Payment)]) != booking.Amount)
                .Select(booking => $"{booking.Payment}: EUR {booking.Amount} left, the books have EUR {paid.GetValueOrDefault(booking.Payment)} and a difference of {differences.GetValueOrDefault(booking.Payment)}"));
        yield return Finding.Of("of each payment to a wallet, the person got what the books have, at the day's rate", Unlike(credited, paid));
        yield return Finding.Of("of each payment at a desk, the receipt shows what the books have, at the day's rate", Unlike(handedOver, paid));
        yield return InAll(paid, differences, kept.Select(booking => (booking.Payment, booking.Amount)), credited, handedOver);
        yield return Finding.Of($"nobody was paid twice: {said.Length} payments to {said.Select(Grant).Distinct().Count()} grants", said.GroupBy(payment => payment).Where(payment => payment.Count() > 1).Select(payment => $"{payment.Key} was paid {payment.Count()} times"));
    }

    private static IEnumerable<string> Unlike(IEnumerable<(string Payment, AmountAnswer Amount)> got, Dictionary<string, Euros> paid) =>
        from one in got
        let expected = ExchangeRates.Convert(paid.GetValueOrDefault(one.Payment), one.Amount.Currency)
        where decimal.Parse(one.Amount.Amount, CultureInfo.InvariantCulture) != expected
        select string.Create(CultureInfo.InvariantCulture, $"{one.Payment}: {one.Amount.Currency} {one.Amount.Amount} was paid, the books come to {expected}");

    private static Finding InAll(
        Dictionary<string, Euros> paid, Dictionary<string, Euros> differences, IEnumerable<(string Payment, Euros Amount)> booked, IEnumerable<(string Payment, AmountAnswer)> credited, IEnumerable<(string Payment, AmountAnswer)> handedOver)
    {
        var bank = booked.ToList();
        var byBank = Euros.Sum(bank.Select(one => one.Amount));
        var toWallets = Euros.Sum(credited.Select(one => paid.GetValueOrDefault(one.Payment)));
        var atDesks = Euros.Sum(handedOver.Select(one => paid.GetValueOrDefault(one.Payment)));
        var rates = Euros.Sum(bank.Select(one => differences.GetValueOrDefault(one.Payment)));
        var outside = Euros.Sum([byBank, toWallets, atDesks]);
        var books = Euros.Sum([.. paid.Values, rates]);
        return new(
            $"bank (EUR {byBank.ToText()}), wallets (EUR {toWallets.ToText()}) and desks (EUR {atDesks.ToText()}) agree with the ledger to the cent: EUR {books.ToText()}, of which rates cost EUR {rates.ToText()}",
            outside == books ? null : $"outside it is EUR {outside.ToText()}");
    }

    private static string Grant(string payment) => payment[..payment.LastIndexOf('-')];

    private static Dictionary<string, Euros> Balance(Ledger ledger, HashSet<string> ours, string account) => ledger.Lines
        .Where(line => line.Account == account && line.Grant is { } grant && ours.Contains(grant))
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
