using System.Globalization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Domain.Waiting;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Payouts;

namespace GrantFlow.Pipeline.Waiting;

/// <summary>A message that asked for an answer which was not there a minute later.</summary>
/// <param name="Grant">The grant that waits.</param>
/// <param name="Key">For what (<see cref="Awaited.Key"/>).</param>
/// <param name="Queue">Where the message went.</param>
/// <param name="Text">The message.</param>
/// <param name="Since">When it was first sent (UTC).</param>
/// <param name="Asked">How often it was asked again.</param>
public sealed record WaitingMessage(GrantId Grant, string Key, string Queue, string Text, DateTimeOffset Since, int Asked)
{
    /// <summary>For what a message asks; null where nobody answers it, and where it is broken.</summary>
    /// <exception cref="Versions.LaterReleaseException">A newer host wrote it.</exception>
    internal static string? KeyOf(GrantId grant, string queue, string text)
    {
        try
        {
            return queue switch
            {
                QueueNames.Screening => Awaited.Screening,
                QueueNames.Funding => MessageText.Read<FundingRequest>(text).Body is Reserve ask ? Awaited.Funding(grant, ask.Reservation) : null,
                QueueNames.Payouts => MessageText.Read<PayoutRequest>(text).Body is { Ended: null } ask ? Awaited.Payment(ask.Line, ask.Attempt) : null,
                _ => null,
            };
        }
        catch (UnreadableMessageException)
        {
            return null;
        }
    }

    /// <summary>
    /// How it is asked again. A search or a reservation is the same message once more. So is a payment that never reached the provider, the first time, since with it may be lost that it is asked after. From then on, and once
    /// it is with the provider, it is asked out of turn, so that no second chain of questions begins.
    /// </summary>
    internal string Again(Grant grant, AwaitedKind kind, DateTimeOffset now)
    {
        if (Queue != QueueNames.Payouts || (kind == AwaitedKind.Handing && Asked == 0 && !grant.Withdrawing))
        {
            return Text;
        }

        var request = MessageText.Read<PayoutRequest>(Text).Body;
        // A person who withdrew: the request to stop may be what was lost. It changes nothing of what is paid already, and tells less than a question does.
        var stops = grant.Withdrawing && (kind == AwaitedKind.Handing || Asked % 2 == 0);
        request = request with
        {
            Check = kind == AwaitedKind.Handing || stops ? 0 : 1,
            Stops = stops,
            OutOfTurn = true,
            Doubted = kind == AwaitedKind.Doubt,
        };
        var id = string.Create(CultureInfo.InvariantCulture, $"{request.Payment}-{request.Attempt}-late-{Asked + 1}");
        return MessageText.Write(id, id, Grant, now, request);
    }
}

/// <summary>A grant that waits too long for an answer of the pipeline's own.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="Key">For what (<see cref="Awaited.Key"/>).</param>
/// <param name="Kind">Who owes the answer.</param>
/// <param name="Since">Since when (UTC).</param>
/// <param name="Asked">How often it was asked for again.</param>
/// <param name="LastAt">When it was last looked at (UTC).</param>
public sealed record OverdueAnswer(GrantId Grant, string Key, AwaitedKind Kind, DateTimeOffset Since, int Asked, DateTimeOffset LastAt)
{
    /// <summary>What a person reads: what is missing, and what to look at.</summary>
    public string Reason() => Kind switch
    {
        AwaitedKind.Screening => "The search for other grants of this person does not answer. Look for messages of screening that failed, and whether Key Vault answers.",
        AwaitedKind.Funding => "The funding line does not answer the reservation. Look for messages of funding that failed.",
        AwaitedKind.Handing => $"{Line()} was released and is not with the provider. Look for messages of payouts that failed, and whether Key Vault and the provider answer.",
        AwaitedKind.Bank => $"The bank has not answered {Line(small: true)} for {Patience.OfBanks.TotalDays:0} days. Import the statement that is missing, or ask the bank; then say what is known (resolution).",
        _ => $"The provider has not said for {Patience.OfProviders.TotalDays:0} days how {Line(small: true)} ended. Ask the provider; then say what is known (resolution).",
    };

    /// <summary>Whose it is: the bank and the provider are finance's to ask, the rest is the operator's.</summary>
    public Role? For => Kind is AwaitedKind.Bank or AwaitedKind.Provider ? Role.Finance : null;

    private string Line(bool small = false) => $"{(small ? "the" : "The")} payment {Key["payment-".Length..]}";
}
