using System.Buffers;

namespace Civic.Documents.Reading;

/// <summary>Collects what a filter unfolds, in rented pieces, up to a bound.</summary>
internal sealed class BoundedOutput(long bound) : IDisposable
{
    private const int PieceLength = 64 * 1024;

    private readonly List<byte[]> _full = [];
    private byte[] _piece = ArrayPool<byte>.Shared.Rent(PieceLength);
    private int _used;

    /// <summary>Whether something was refused because of the bound.</summary>
    public bool IsOverflown { get; private set; }

    public long Length => ((long)_full.Count * PieceLength) + _used;

    /// <summary>Room for the next bytes; never empty unless the bound is reached.</summary>
    public Span<byte> Room()
    {
        if (Length >= bound)
        {
            IsOverflown = true;
            return [];
        }
        if (_used == PieceLength)
        {
            _full.Add(_piece);
            _piece = ArrayPool<byte>.Shared.Rent(PieceLength);
            _used = 0;
        }
        return _piece.AsSpan(_used, (int)Math.Min(PieceLength - _used, bound - Length));
    }

    public void Advance(int count) => _used += count;

    public bool Add(byte value)
    {
        var room = Room();
        if (room.IsEmpty)
            return false;
        room[0] = value;
        _used++;
        return true;
    }

    public bool Add(ReadOnlySpan<byte> values)
    {
        while (!values.IsEmpty)
        {
            var room = Room();
            if (room.IsEmpty)
                return false;
            var count = Math.Min(room.Length, values.Length);
            values[..count].CopyTo(room);
            _used += count;
            values = values[count..];
        }
        return true;
    }

    public byte[] ToArray()
    {
        var result = new byte[Length];
        for (var i = 0; i < _full.Count; i++)
            _full[i].AsSpan(0, PieceLength).CopyTo(result.AsSpan(i * PieceLength));
        _piece.AsSpan(0, _used).CopyTo(result.AsSpan(_full.Count * PieceLength));
        return result;
    }

    public void Dispose()
    {
        foreach (var piece in _full)
            ArrayPool<byte>.Shared.Return(piece);
        _full.Clear();
        ArrayPool<byte>.Shared.Return(_piece);
        (_piece, _used) = ([], 0);
    }
}
