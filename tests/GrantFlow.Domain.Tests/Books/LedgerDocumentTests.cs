using System.Reflection;
using System.Text.Json.Serialization;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Tests.Properties;
using GrantFlow.Domain.Tests.Support;

namespace GrantFlow.Domain.Tests.Books;

/// <summary>The posting rules that are written down are the ones the domain follows: all of them, and nothing else ever happens.</summary>
public sealed class LedgerDocumentTests
{
    [Fact]
    public void The_chart_of_accounts_and_the_posting_rules_in_the_documentation_are_those_of_the_domain() =>
        Generated.Compare("docs/ledger.md", LedgerDocument.Write());

    [Fact]
    public void Every_account_and_every_kind_of_entry_is_explained()
    {
        Assert.Equal(Enum.GetValues<Account>(), LedgerDocument.Accounts.Select(row => row.Account));
        Assert.Equal(Enum.GetValues<EntryKind>().Order(), All.Select(rule => rule.Kind).Distinct().Order());
        Assert.Equal(Enum.GetValues<Account>().Order(), All.SelectMany(rule => rule.Debit.Concat(rule.Credit)).Distinct().Order());
    }

    [Fact]
    public void Every_kind_of_entry_moves_money_between_the_accounts_of_the_table_only() => Same(
        LedgerDocument.Rules.Select(rule => rule.Name),
        Seen().Select(one => one.Rule));

    [Fact]
    public void Nothing_is_posted_for_another_command_or_event_than_its_rule_names_and_nothing_else_taken_back()
    {
        var rules = LedgerDocument.Rules.ToDictionary(rule => rule.Name);
        Assert.All(Seen().Distinct(), one =>
        {
            var rule = rules[one.Rule];
            Assert.Contains(one.Command, rule.Commands);
            Assert.Contains(one.Event, rule.Events);
            if (one.TakesBack is { } kind)
                Assert.Contains(kind, rule.TakesBack);
            else
                Assert.True(rule.TakesBack.Count == 0, $"{one.Rule} takes nothing back.");
        });
    }

    private static IEnumerable<PostingRule> All => LedgerDocument.Rules.Concat(LedgerDocument.LineRules);

    private static IEnumerable<(string Rule, string Command, string Event, EntryKind? TakesBack)> Seen()
    {
        foreach (var walk in RandomWalkTests.Sample())
        {
            var commands = walk.Accepted.SelectMany(step => step.Events.Select(happened => (happened.Version, step.Command))).ToDictionary(one => one.Version, one => one.Command);
            var events = walk.Story.Events.ToDictionary(happened => $"{walk.Story.Now.Id}-{happened.Version:D4}");
            var kinds = walk.Story.Entries.ToDictionary(entry => entry.Id, entry => entry.Kind);
            foreach (var entry in walk.Story.Entries)
            {
                var happened = events[entry.EventId];
                yield return (
                    PostingRule.NameOf(entry),
                    StoredName(typeof(GrantCommand), commands[happened.Version].GetType()),
                    StoredName(typeof(GrantEvent), happened.GetType()),
                    entry.Corrects is { } id ? kinds[id] : null);
            }
        }
    }

    private static string StoredName(Type family, Type type) =>
        (string)family.GetCustomAttributes<JsonDerivedTypeAttribute>().Single(one => one.DerivedType == type).TypeDiscriminator!;

    private static void Same(IEnumerable<string> written, IEnumerable<string> seen) =>
        Assert.Equal(written.Distinct().Order(StringComparer.Ordinal), seen.Distinct().Order(StringComparer.Ordinal));
}
