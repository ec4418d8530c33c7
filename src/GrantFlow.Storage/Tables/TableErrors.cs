using Azure;
using Azure.Data.Tables.Models;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage.Tables;

/// <summary>Which of the service's errors are an outcome of a commit.</summary>
internal static class TableErrors
{
    /// <summary>Null when the error is no outcome but a failure.</summary>
    public static CommitOutcome? Outcome(RequestFailedException failure)
    {
        if (failure.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            return CommitOutcome.AlreadyExists;
        }

        // ResourceNotFound is a missing row, TableNotFound a missing table. Only replacements and deletions can meet either of these.
        return failure.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied
            || failure.ErrorCode == TableErrorCode.ResourceNotFound
            || failure.ErrorCode == TableErrorCode.EntityNotFound
            ? CommitOutcome.Changed
            : null;
    }

    /// <summary>The SDK swallows some 404 answers: that of a missing table must not look like a missing row.</summary>
    public static void ThrowIfTableIsMissing(Response response)
    {
        if (response.Status == 404)
        {
            var failure = new RequestFailedException(response);
            if (failure.ErrorCode == TableErrorCode.TableNotFound)
            {
                throw failure;
            }
        }
    }
}
