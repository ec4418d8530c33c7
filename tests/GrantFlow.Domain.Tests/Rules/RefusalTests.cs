using System.Text;
using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Domain.Tests.Rules;

/// <summary>Every refusal can be had, says something, and is written down for those who build against it.</summary>
public sealed class RefusalTests
{
    public static TheoryData<RefusalCode> Codes => [.. Enum.GetValues<RefusalCode>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_an_example_that_leads_to_it_and_says_so_in_a_sentence(RefusalCode code)
    {
        if (RefusalExamples.Reasons.TryGetValue(code, out var reason))
        {
            Assert.DoesNotContain(RefusalExamples.All, example => example.Code == code);
            Assert.StartsWith($"{code.Slug()}: ", reason.Tell().Reason, StringComparison.Ordinal);
            AssertIsPlain(reason.Tell().Reason!);
            return;
        }

        var refused = Assert.IsType<Decision.Refused>(RefusalExamples.All.Single(example => example.Code == code).Decide());
        Assert.Equal(code, refused.Code);
        AssertIsPlain(refused.Why);
    }

    [Fact]
    public void The_list_of_refusals_in_the_documentation_is_what_the_code_gives()
    {
        var text = new StringBuilder("""
            # Why a command is refused

            A refused command changes nothing. The answer is a problem document (`application/problem+json`) whose `type` ends in the code and whose `detail` says what is
            wrong and what would make it pass. Codes are stable: new ones are added, none is renamed.

            The order is the precedence: when several reasons hold, the first one in this list is the answer. Rights come first, so
            that who may not act on a grant is told nothing else about it; then the grant's state; then the four-people rule; then the content.

            | code | kind | HTTP status | for example when | what the answer says |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var example in RefusalExamples.All.OrderBy(example => example.Code))
            text.Append(Row(example.Code, example.When, ((Decision.Refused)example.Decide()).Why));

        text.Append("""

            ## Reasons that a grant carries

            These are no answers to a command: the command that asked was accepted, and what came back later decided otherwise. The
            grant's `reason` begins with the code. The status is what a door answers that looks ahead and finds the same.

            | code | kind | HTTP status | for example when | what the grant's reason says |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (code, (when, tell)) in RefusalExamples.Reasons.OrderBy(reason => reason.Key))
            text.Append(Row(code, when, tell().Reason!));

        text.Append("\nThis file is written by the tests of `GrantFlow.Domain`; the programmes in the examples are made up.\n");
        Generated.Compare("docs/refusals.md", text.ToString());
    }

    private static string Row(RefusalCode code, string when, string says) =>
        $"| `{code.Slug()}` | {Kind(code.Kind())} | {when} | {says} |\n";

    private static string Kind(RefusalKind kind) => kind switch
    {
        RefusalKind.Forbidden => "forbidden | 403",
        RefusalKind.NotFound => "not found | 404",
        RefusalKind.Conflict => "conflict | 409",
        RefusalKind.Invalid => "invalid | 422",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A new kind needs a status."),
    };

    /// <summary>Whole sentences, nothing left blank, nothing of the code's own workings.</summary>
    private static void AssertIsPlain(string text)
    {
        Assert.True(text.Length is > 20 and < 400, text);
        Assert.True(text.EndsWith('.') && text.Count(c => c == ' ') >= 4, text);
        Assert.All(new[] { "  ", " .", ", .", "..", "{", "}", "|", "\n", "GrantFlow", "Exception" }, bad => Assert.DoesNotContain(bad, text, StringComparison.Ordinal));
    }
}
