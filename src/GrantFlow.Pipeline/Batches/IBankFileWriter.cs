using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Batches;

/// <summary>Writes the payment file of a bank batch and notes it in the batch (<see cref="BatchStore.SetFile"/>). Asked at least once, when every line is in the book of payments or never will be.</summary>
public interface IBankFileWriter
{
    /// <summary>Writes the file unless it is written.</summary>
    Task Write(BatchId batch, CancellationToken cancellationToken);
}
