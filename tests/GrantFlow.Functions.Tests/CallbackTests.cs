using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline.Payouts;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Payouts.MobileMoney.Callbacks;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests;

/// <summary>The door of the mobile money provider: open to whoever holds the payment's token, and to nobody else.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class CallbackTests(Service service)
{
    private static readonly PaymentId Payment = PaymentId.Parse($"{Door.NoGrant}-L01");

    private string Path => service.Host.Services.GetRequiredService<CallbackToken>().PathFor(Attempt(1))["api/".Length..];

    [Theory]
    [InlineData("PUT")]
    [InlineData("POST")]
    public async Task The_payments_own_token_opens_and_what_is_said_is_not_read(string method)
    {
        var answer = await service.Nobody.Send(HttpMethod.Parse(method), Path, request => request.Content = new StringContent("{{{"));
        answer.Is(204);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        await service.Settle();
    }

    [Theory]
    [InlineData("another attempt")]
    [InlineData("another payment")]
    [InlineData("a shorter token")]
    [InlineData("a changed token")]
    [InlineData("a token that is none")]
    [InlineData("no payment")]
    [InlineData("no attempt")]
    [InlineData("a token without end")]
    public async Task Any_other_hears_nothing(string what)
    {
        var parts = Path.Split('/');
        var token = parts[^1];
        (parts[^3], parts[^2], parts[^1]) = what switch
        {
            "another attempt" => (parts[^3], "2", token),
            "another payment" => ($"{Door.NoGrant}-L02", "1", token),
            "a shorter token" => (parts[^3], "1", token[1..]),
            "a changed token" => (parts[^3], "1", token[..^1] + (token[^1] == '0' ? '1' : '0')),
            "a token that is none" => (parts[^3], "1", "x"),
            "no payment" => ("x", "1", token),
            "no attempt" => (parts[^3], "first", token),
            _ => (parts[^3], "1", new string('a', 1_000)),
        };
        (await service.Nobody.Send(HttpMethod.Put, string.Join('/', parts))).IsProblem(404, "not-found");
    }

    private static PaymentAttempt Attempt(int attempt) => PaymentAttempt.Of(
        new PayoutRequest(Payment, attempt, Payment.Line, PersonId.Derive("tests", "One"), new(RouteKind.MobileMoney, CountryCode.Parse("AF"), "…", "route"), new Money(500_00, Currency.Eur), 0),
        PaymentOutcome.Instructed, null, TimeProvider.System.GetUtcNow());
}
