using System.Text.Json.Nodes;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Tests.Ledger;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests.Payments;

/// <summary>Finance pays people through the bank, by nothing but the doors: gathered, signed by two, handed over, answered; and what nobody may do on the way.</summary>
[Collection(RoutesCollection.Name)]
public sealed class BankBatchTests(RoutesService service)
{
    private const string FundingLine = "calais-avr/reintegration";

    [Fact]
    public async Task From_what_is_due_to_what_the_bank_booked()
    {
        // Six times EUR 1,850.00 are more than one may release alone.
        var grants = await Task.WhenAll(Enumerable.Range(10, 7).Select(number => service.Due(Account($"00123{number}54711"), "1850.00")));
        var (paid, left) = (grants[..6], grants[6]);
        var payments = paid.Select(grant => RoutesService.Payment(grant.Id)).ToList();
        var batch = await service.Drafted(FundingLine, RouteKind.BankAccount, "AFN", [.. payments, RoutesService.Payment(left.Id)]);
        var (first, auditor) = (await service.Finance(RoutesService.First), await service.Auditor());
        (await first.Get($"batches/{batch}/file")).IsProblem(404, "not-found");
        (await first.Post($"batches/{batch}/sending", new JsonObject())).IsProblem(409, "wrong-state");

        (await service.Exclude(batch, RoutesService.Payment(left.Id))).Is(200);
        (await service.Exclude(batch, RoutesService.Payment(left.Id))).IsProblem(409, "wrong-line-state");
        Assert.Equal(2, (int?)(await service.Batch(batch))["signaturesNeeded"]);
        await Nobody_who_had_a_part_signs(batch, payments);

        (await service.Sign(batch, RoutesService.First)).Is(200);
        Assert.Equal("draft", (string?)(await service.Batch(batch))["state"]);
        (await service.Sign(batch, RoutesService.First)).IsProblem(403, "second-releaser-is-first");
        (await service.Sign(batch, RoutesService.Second)).Is(200);
        var file = await service.File(batch);
        await Only_finance_downloads(batch);
        await Nothing_changes_any_more(batch, payments);

        (await first.Post($"batches/{batch}/sending", new JsonObject())).Is(200);
        (await first.Post($"batches/{batch}/sending", new JsonObject())).IsProblem(409, "wrong-state");
        var statement = await service.AskBank("debits", file);
        var taken = (await service.Upload(statement)).Is(202);
        var path = taken.Header("Location")!["/api/".Length..];
        await Service.Eventually(async () => (bool)(await auditor.Get(path)).Is(200).Json["done"]!, "the rows are done", 60);
        var rows = (await auditor.Get($"{path}/rows?limit=100")).Is(200).Json["rows"]!.AsArray();
        Assert.Equal(payments.Order(), rows.Select(row => (string)row!["payment"]!).Order());
        var before = await Task.WhenAll(paid.Select(grant => grant.Reaches("completed")));
        Assert.All(before, grant => Assert.Equal(("paid", 1), ((string?)grant["lines"]![0]!["state"], (int?)grant["lines"]![0]!["attempt"])));
        await Service.Eventually(async () => (string?)(await service.Batch(batch))["state"] == "settled", "the batch is settled");

        Assert.False((bool)(await service.Upload(statement)).Is(200).Json["isNew"]!);
        // Long enough for what a second import might start; other tests' payments are under way for good.
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.Equal(before.Select(grant => grant.ToJsonString()), (await Task.WhenAll(paid.Select(grant => grant.Read()))).Select(grant => grant.ToJsonString()));
        Assert.Equal("due", (string?)(await left.Read())["lines"]![0]!["state"]);
        await Its_audit_pack_leads_to_the_banks_file_and_row(paid[0], batch, path);
        Assert.DoesNotContain(service.Host.Log.Lines, line => line.Contains("54711", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_draft_can_be_called_off_and_its_lines_are_due_as_before()
    {
        var payment = RoutesService.Payment((await service.Due(Account("0012399954711"))).Id);
        var batch = await service.Drafted(FundingLine, RouteKind.BankAccount, "AFN", payment);
        (await (await service.Officer()).Post($"batches/{batch}/cancellation", Bodies.Reason("Wrong month."))).IsProblem(403, "wrong-role");
        (await (await service.Finance()).Post($"batches/{batch}/cancellation", new JsonObject())).IsBad("reason");
        (await (await service.Finance()).Post($"batches/{batch}/cancellation", Bodies.Reason("Wrong month."))).Is(200);
        Assert.Equal(("cancelled", "Wrong month."), ((string?)(await service.Batch(batch))["state"], (string?)(await service.Batch(batch))["reason"]));
        (await service.Sign(batch, RoutesService.First)).IsProblem(409, "wrong-state");
        (await service.Exclude(batch, payment)).IsProblem(409, "wrong-state");
        var next = await service.Drafted(FundingLine, RouteKind.BankAccount, "AFN", payment);
        (await (await service.Finance()).Post($"batches/{next}/cancellation", Bodies.Reason("Only tried."))).Is(200);
    }

    private async Task Its_audit_pack_leads_to_the_banks_file_and_row(Journey grant, string batch, string statement)
    {
        var files = Packs.Open((await (await service.Auditor()).Get($"{grant.Path}/audit-pack")).Is(200).Bytes);
        var payment = RoutesService.Payment(grant.Id);
        var row = Assert.Single(files["payments.csv"].Split("\r\n"), line => line.StartsWith(payment, StringComparison.Ordinal));
        var hash = (string)(await service.Batch(batch))["file"]!["sha256"]!;
        Assert.All([Domain.Payout.Uetr.Of(PaymentId.Parse(payment), 1), batch, hash, "AFN ", statement.Split('/')[^1], "settled"], reference =>
        {
            Assert.Contains(reference, row, StringComparison.OrdinalIgnoreCase);
            Assert.Contains(reference, files["index.html"], StringComparison.OrdinalIgnoreCase);
        });
        Assert.DoesNotContain("54711", string.Concat(files.Values).Replace("…4711", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private async Task Nobody_who_had_a_part_signs(string batch, List<string> payments)
    {
        (await service.Sign(batch, RoutesService.Drafter)).IsProblem(403, "releaser-drafted");
        // Handed in, approved, verified.
        foreach (var involved in new[] { "ines", "olga", "kamal" })
        {
            var refused = (await service.Sign(batch, involved)).IsProblem(409, "batch-lines-refused").Json["lines"]!.AsArray();
            Assert.Equal(payments.Order(), refused.Select(line => (string)line!["payment"]!).Order());
            Assert.All(refused, line => Assert.Equal(Answer.Problems + "releaser-involved", (string?)line!["type"]));
        }

        (await (await service.Officer()).Post($"batches/{batch}/release", new JsonObject())).IsProblem(403, "wrong-role");
        Assert.Empty((await service.Batch(batch))["signatures"]!.AsArray());
    }

    private async Task Only_finance_downloads(string batch)
    {
        var path = $"batches/{batch}/file";
        foreach (var other in new[] { await service.Intake(), await service.Officer(), await service.Office(), await service.Auditor(), await service.As("programme-admin", "ada") })
            (await other.Get(path)).IsProblem(403, "wrong-role");
        Assert.Equal(401, (await service.Nobody.Get(path)).Status);
        var downloads = (await (await service.Auditor()).Get($"batches/{batch}/downloads")).Is(200).Json["downloads"]!.AsArray();
        Assert.Equal(RoutesService.First, (string?)Assert.Single(downloads)!["by"]!["id"]);
    }

    private async Task Nothing_changes_any_more(string batch, List<string> payments)
    {
        var before = (await service.Batch(batch)).ToJsonString();
        (await service.Exclude(batch, payments[0])).IsProblem(409, "wrong-state");
        (await (await service.Finance(RoutesService.Drafter)).Post($"batches/{batch}/cancellation", Bodies.Reason("Too late."))).IsProblem(409, "wrong-state");
        (await service.Sign(batch, "fynn")).IsProblem(409, "wrong-state");
        Assert.Equal(before, (await service.Batch(batch)).ToJsonString());
    }

    private static JsonObject Account(string number) =>
        new() { ["kind"] = "bank-account", ["country"] = "AF", ["account"] = number, ["bic"] = "AZBAAFKA", ["holder"] = "Holder", ["town"] = "Kabul" };
}
