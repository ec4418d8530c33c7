using System.Globalization;
using System.Reflection;
using System.Text;
using GrantFlow.Domain.Tests;
using GrantFlow.Functions;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace GrantFlow.Repo.Tests.Docs;

public sealed class ApiPageTests
{
    [Fact]
    public void The_page_of_doors_lists_what_the_functions_declare() => Generated.Compare("docs/api.md", Page());

    private static string Page()
    {
        var page = new StringBuilder("""
            # The doors

            Generated from the triggers' attributes. Every door but `Health`, `DevelopmentToken`, `HearOfPayment` and `DownloadExport` (whose paths hold a token of the payment's or the file's own)
            needs a bearer token with one role. Requests that change a grant take `Idempotency-Key` and `Prefer: wait=N`; they answer `202` with a `Location`, or the outcome. Errors are `application/problem+json`, but for
            a path or method that does not exist: there the host answers, 404 or 405.

            ## HTTP

            | function | method | path |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (name, trigger) in Triggers<HttpTriggerAttribute>().OrderBy(one => one.Trigger.Route, StringComparer.Ordinal).ThenBy(one => one.Trigger.Methods![0], StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {name} | {string.Join(", ", trigger.Methods!).ToUpperInvariant()} | `/api/{trigger.Route}` |\n");
        }

        page.Append("\n## Queues\n\n| function | queue |\n|---|---|\n");
        foreach (var (name, trigger) in Triggers<QueueTriggerAttribute>().OrderBy(one => one.Trigger.QueueName, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {name} | `{trigger.QueueName}` |\n");
        }

        page.Append("\n## Timers\n\n| function | schedule (UTC: second, minute, hour, day, month, day of week) |\n|---|---|\n");
        foreach (var (name, trigger) in Triggers<TimerTriggerAttribute>().OrderBy(one => one.Name, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {name} | `{trigger.Schedule}` |\n");
        }

        return page.ToString();
    }

    private static IEnumerable<(string Name, TTrigger Trigger)> Triggers<TTrigger>()
        where TTrigger : Attribute =>
        from type in typeof(Composition).Assembly.GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<TTrigger>()
        where trigger is not null
        select (function.Name, trigger);
}
