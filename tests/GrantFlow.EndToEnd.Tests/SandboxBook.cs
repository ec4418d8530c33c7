using Azure.Data.Tables;
using GrantFlow.Demo;
using GrantFlow.Demo.Checks;

namespace GrantFlow.EndToEnd.Tests;

/// <summary>What the sandbox provider has paid by its own book, and what the ledger says was paid.</summary>
internal static class SandboxBook
{
    /// <summary>Amounts by payment, of those that ended in an outcome.</summary>
    public static async Task<IReadOnlyDictionary<string, Euros>> Of(Service service, string outcome)
    {
        var table = new TableClient(service.Storage, "sandbox");
        var payments = new SortedDictionary<string, Euros>(StringComparer.Ordinal);
        await foreach (var payment in table.QueryAsync<TableEntity>(payment => payment.GetString("outcome") == outcome))
        {
            payments.Add(payment.PartitionKey, new Euros(payment.GetInt64("minor")!.Value));
        }

        return payments;
    }

    /// <summary>Amounts by payment on an account of the ledger.</summary>
    public static IReadOnlyDictionary<string, Euros> Of(Ledger ledger, string account) => new SortedDictionary<string, Euros>(
        ledger.Lines.Where(line => line.Account == account)
            .GroupBy(line => $"{line.Grant}-{line.Line}")
            .Select(payment => (payment.Key, Amount: Euros.Sum(payment.Select(line => line.Change))))
            .Where(payment => payment.Amount != Euros.Zero)
            .ToDictionary(payment => payment.Key, payment => payment.Amount),
        StringComparer.Ordinal);
}
