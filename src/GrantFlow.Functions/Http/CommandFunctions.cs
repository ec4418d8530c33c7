using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Attention;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Households;
using GrantFlow.Pipeline.Intake;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>How what was asked ended, of one grant or of a family.</summary>
public sealed class CommandFunctions(Door door, GrantStore grants, CommandStatus commands, HouseholdStore households, HouseholdMembers members, HouseholdStatus families, FailureStore failures)
{
    /// <summary>How a command stands.</summary>
    [Function("GetCommand")]
    public Task<IResult> Command([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "commands/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Enter(request, Door.Readers, async actor =>
        {
            try
            {
                return CommandId.TryParse(id, out var command) ? await OfGrant(actor, command, cancellationToken)
                    : HouseholdCommandId.TryParse(id, out var family) ? await OfHousehold(actor, family, cancellationToken)
                    : throw new BadRequestException("id", $"Expected {CommandId.Expected}, or {HouseholdCommandId.Expected}.");
            }
            catch (KeyNotFoundException unknown)
            {
                return Problems.NotFound(unknown.Message);
            }
        });

    private async Task<IResult> OfGrant(Actor actor, CommandId command, CancellationToken cancellationToken) =>
        actor.Role == Role.CountryOffice && (await grants.Find(command.Grant, cancellationToken))?.Grant.IsServedBy(actor.Office) != true
            ? NotYours()
            : Results.Json(await Answer(command, await commands.Find(command, cancellationToken), cancellationToken), HttpJson.Options);

    private async Task<CommandAnswer> Answer(CommandId command, CommandOutcome? outcome, CancellationToken cancellationToken) => outcome is not null
        ? CommandAnswer.Of(command, outcome)
        : CommandAnswer.Of(command, null) with { Attention = FailureAnswer.Of(await failures.Of(command, cancellationToken)) };

    private async Task<IResult> OfHousehold(Actor actor, HouseholdCommandId command, CancellationToken cancellationToken) =>
        actor.Role == Role.CountryOffice
            && !HouseholdAnswer.IsServedBy(actor.Office, await households.Find(command.Household, cancellationToken) is { } household ? await members.Of(household, cancellationToken) : [])
            ? NotYours()
            : Results.Json(HouseholdCommandAnswer.Of(command, await families.Find(command, cancellationToken)), HttpJson.Options);

    private static IResult NotYours() => Problems.Refusal(RefusalCode.OtherOffice, "A country office sees its own people only.");
}
