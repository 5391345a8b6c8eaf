namespace Civic.Documents.QrCodes;

/// <summary>A square of modules, kept by rows and by columns, so that both are looked at in the same way.</summary>
internal sealed class QrModules(int size)
{
    private readonly ulong[] _rows = new ulong[size * QrLine.Words];
    private readonly ulong[] _columns = new ulong[size * QrLine.Words];

    public int Size => size;

    public bool this[int x, int y]
    {
        get => (_rows[y * QrLine.Words + (x >> 6)] >> (x & 63) & 1) != 0;
        set
        {
            Set(ref _rows[y * QrLine.Words + (x >> 6)], x, value);
            Set(ref _columns[x * QrLine.Words + (y >> 6)], y, value);
        }
    }

    public QrLine Row(int y) => QrLine.Load(_rows, y);

    public QrLine Column(int x) => QrLine.Load(_columns, x);

    public QrModules Copy()
    {
        var copy = new QrModules(size);
        _rows.CopyTo(copy._rows, 0);
        _columns.CopyTo(copy._columns, 0);
        return copy;
    }

    public QrModules Turned(QrModules mask)
    {
        var turned = new QrModules(size);
        for (var i = 0; i < _rows.Length; i++)
        {
            turned._rows[i] = _rows[i] ^ mask._rows[i];
            turned._columns[i] = _columns[i] ^ mask._columns[i];
        }
        return turned;
    }

    private static void Set(ref ulong word, int bit, bool value)
    {
        var one = 1UL << (bit & 63);
        word = value ? word | one : word & ~one;
    }
}
