using System.Text.Json;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests;

/// <summary>Who a person is and where their money goes stay in the vault.</summary>
public sealed class PrivacyTests
{
    [Fact]
    public async Task No_row_no_message_and_no_log_line_holds_a_name_a_document_a_birth_date_or_an_account()
    {
        foreach (var journey in Journey.All)
        {
            var run = new PipelineRun();
            // A mishap every few calls, for failures are logged too.
            run.Watch.Plan((n, _) => n % 23 == 0 ? Mishap.FailsAfter : null);
            await journey.Go(run);
            run.Watch.Plan(null);
            await run.Finish();

            var traces = TableNames.All.SelectMany(run.Tables.Rows).Select(row => $"{row.Partition} {row.Key} {JsonSerializer.Serialize(row.Values)}")
                .Concat(run.Log.All)
                .Concat(run.Failures.Select(failure => failure.Why.ToString()))
                .Concat(run.Handled);
            foreach (var trace in traces)
            {
                Assert.All(["FamilyOne", "FamilyTwo", "FamilyThree", "Given", "DOCOne", "DOCTwo", "DOCThree", "DOCOther", "1990", "NBIQ85"], secret => Assert.DoesNotContain(secret, trace, StringComparison.OrdinalIgnoreCase));
            }
        }
    }
}
