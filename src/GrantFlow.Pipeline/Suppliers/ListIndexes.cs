using GrantFlow.Pipeline.Suppliers.Names;

namespace GrantFlow.Pipeline.Suppliers;

/// <summary>Keeps the list in force ready to be compared with, one at a time.</summary>
public sealed class ListIndexes(SupplierLists lists) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private (string Id, ListIndex Index)? _last;

    internal async Task<ListIndex> Of(SupplierList list, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_last is { } last && last.Id == list.Id)
            {
                return last.Index;
            }

            var index = new ListIndex();
            await foreach (var entry in lists.Entries(list, cancellationToken))
            {
                index.Add(entry);
            }

            _last = (list.Id, index);
            return index;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();
}
