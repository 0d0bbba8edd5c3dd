using System.IO.Compression;
using Codeword.Data;
using Codeword.Tests.Reference;
using Codeword.Tests.Storage;

namespace Codeword.Tests.Data;

public sealed class NpyFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void RowsAreDenseAndLabelsAreNumbers()
    {
        ExampleSource source = Source(NpyFiles.Written([0f, 1.5f, -2f, 0f, 0f, 3f], 2, 3), NpyFiles.Written([7L, -12L], 2));
        using ExampleReader reader = source.Open();
        Assert.Equal(new NpyFormat { Columns = 3 }, reader.Format);
        Assert.True(reader.Read());
        Assert.True(reader.Current.Features.IsDense);
        Assert.Equal([0, 1.5f, -2], reader.Current.Features.Values);
        Assert.Equal(["7"], reader.Current.Labels);
        Assert.Equal((1, 3, null), (reader.Current.Line, reader.Current.FeatureCount, reader.Current.Text));
        Assert.True(reader.Read());
        Assert.Equal([0, 0, 3f], reader.Current.Features.Values);
        Assert.Equal(["-12"], reader.Current.Labels);
        Assert.False(reader.Read());
        Assert.False(reader.Read());
    }

    [Fact]
    public void LabelsOfEveryIntegerTypeAreTheirDigits()
    {
        Assert.Equal(["18446744073709551615"], Labels(NpyFiles.Written([ulong.MaxValue], 1)));
        Assert.Equal(["-9223372036854775808"], Labels(NpyFiles.Written([long.MinValue], 1)));
        Assert.Equal(["258"], Labels(NpyFiles.Of(">i4", "(1,)", [0, 0, 1, 2])));
        Assert.Equal(["200"], Labels(NpyFiles.Written([(byte)200], 1)));
        Assert.Equal(["1"], Labels(NpyFiles.Written([true], 1)));

        string[] Labels(byte[] labels)
        {
            using ExampleReader reader = Source(NpyFiles.Written([1f], 1, 1), labels).Open();
            Assert.True(reader.Read());
            return [.. reader.Current.Labels];
        }
    }

    [Fact]
    public void TheSetIsThatOfTheSameSparseRows()
    {
        ExampleSource dense = Source(NpyFiles.Written(new byte[] { 0, 5, 0, 255, 0, 1, 0, 0, 0 }, 3, 3), NpyFiles.Written([4, 2, 4], 3));
        ExampleSet one = ExampleSet.Read(dense, null);
        ExampleSet two = ExampleSet.Read(Rows.Source(new LibsvmFormat { IndexBase = IndexBase.Zero }, "4 1:5\n2 0:255 2:1\n4\n"), null);
        for (int row = 0; row < 3; row++)
        {
            Assert.Equal(two.Row(row).Indices, one.Row(row).Indices);
            Assert.Equal(two.Row(row).Values, one.Row(row).Values);
            Assert.Equal(two.LabelsOf(row), one.LabelsOf(row));
        }

        Assert.Equal(two.Labels.Names, one.Labels.Names);
    }

    [Fact]
    public void ASourceIsReadPlainOrGzippedFromAFileOrAStream()
    {
        byte[] file = NpyFiles.Written(Enumerable.Range(0, 30_000).Select(i => (float)i).ToArray(), 3, 10_000);
        byte[] labels = NpyFiles.Written(new short[] { 1, 2, 3 }, 3);
        var format = new NpyFormat { Labels = _folder.Write("y.npy.gz", Gzip(labels)) };
        string[] plain = Describe(ExampleSource.FromFile(_folder.Write("x.npy", file), format));
        Assert.Equal("3:20000..29999", plain[2]);
        Assert.Equal(plain, Describe(ExampleSource.FromFile(_folder.Write("x.npy.gz", Gzip(file)), format)));
        Assert.Equal(plain, Describe(ExampleSource.FromStream(NpyFiles.Pipe(file), "-", format)));
        using var later = new MemoryStream([1, 2, 3, .. file]) { Position = 3 };
        ExampleSource stream = ExampleSource.FromStream(later, "-", format);
        Assert.Equal(plain, Describe(stream));
        Assert.Equal(plain, Describe(stream));
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(1, 7)]
    [InlineData(7, 1)]
    [InlineData(3000, 2001)] // more than one block of rows
    public void FortranOrderGivesTheSameRows(int rows, int columns)
    {
        byte[] values = [.. Enumerable.Range(0, rows * columns).Select(i => (byte)(i * 7 % 253))];
        byte[] turned = new byte[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            turned[(i % columns * rows) + (i / columns)] = values[i];
        }

        using ExampleReader expected = Rows.Source(new NpyFormat(), NpyFiles.Of("|u1", $"({rows}, {columns})", values)).Open();
        using ExampleReader found = Rows.Source(new NpyFormat(), NpyFiles.Of("|u1", $"({rows}, {columns})", turned, isFortran: true)).Open();
        while (expected.Read())
        {
            Assert.True(found.Read());
            Assert.True(expected.Current.Features.Values.SequenceEqual(found.Current.Features.Values));
        }

        Assert.Equal(rows, expected.Current.Line);
        Assert.False(found.Read());
    }

    [Fact]
    public void FortranOrderNeedsAPlainFile() => Assert.Equal(
        "-: found an array in Fortran order that can be read only from front to back; expected C order, or a file that is not gzipped",
        Assert.Throws<DataFormatException>(() => ExampleSource.FromStream(
            NpyFiles.Pipe(NpyFiles.Of("|u1", "(2, 2)", new byte[4], isFortran: true)), "-", new NpyFormat()).Open()).Message);

    [Theory]
    [InlineData("|u1", "(4,)", "found an array of the shape (4,); expected two dimensions: rows and features")]
    [InlineData("|u1", "(1, 2, 2)", "found an array of the shape (1, 2, 2); expected two dimensions: rows and features")]
    [InlineData("|u1", "(1, 4)", "found 4 features a row; expected 2")]
    [InlineData("|i1", "(0, 3000000000)", "found 4 bytes after the header; expected 0, as |i1 of the shape (0, 3000000000) takes")]
    public void AnArrayOfAnotherShapeIsOneFault(string type, string shape, string problem) =>
        Assert.Equal("data: " + problem, Rows.Fault(new NpyFormat { Columns = 2 }, NpyFiles.Of(type, shape, new byte[4])));

    [Theory]
    [InlineData("(0, 3000000000)", "found rows of 3000000000 features of |u1; expected rows of at most 67108864 bytes")]
    [InlineData("(0, 67108865)", "found rows of 67108865 features of |u1; expected rows of at most 67108864 bytes")]
    [InlineData("(9223372036854775807, 0)", "found 9223372036854775807 rows of no features; expected at least one feature a row")]
    public void RowsAreBounded(string shape, string problem) =>
        Assert.Equal("data: " + problem, Rows.Fault(new NpyFormat(), NpyFiles.Of("|u1", shape, [])));

    [Fact]
    public void AnArrayOfNoRowsHasNone() => Assert.Empty(Rows.Read(Source(NpyFiles.Written(Array.Empty<float>(), 0, 0), NpyFiles.Written(Array.Empty<int>(), 0))));

    [Fact]
    public void ValuesThatAreNotFiniteAreFaultsOfTheirRowAndColumn()
    {
        double[] values = [1, 2, 3, double.NaN, 5, 6, 7, 8, 1e300, 10, double.NegativeInfinity, 12];
        DataReport report = DataReport.Inspect(Source(NpyFiles.Written(values, 6, 2), NpyFiles.Written([0, 1, 2, 3, 4, 5], 6)));
        Assert.Equal(
            [
                "data:2:2: found NaN; expected a finite number of single precision",
                "data:5:1: found Infinity; expected a finite number of single precision",
                "data:6:1: found -Infinity; expected a finite number of single precision",
            ],
            report.Faults.Select(fault => fault.Message));
        Assert.Equal((3, 2, 6), (report.Rows, report.FeatureCount, report.NonZeros));
        Assert.Equal(3, report.Labels);
    }

    [Fact]
    public void LabelsOfAnotherNumberTypeOrShapeAreRefused()
    {
        byte[] rows = NpyFiles.Written(new byte[4], 2, 2);
        Assert.EndsWith("y.npy: found 3 labels; expected 2, one for each row of data", Fault(NpyFiles.Written(new int[3], 3)));
        Assert.EndsWith("y.npy: found values of the type <f4 and the shape (2,); expected labels: integers in one dimension", Fault(NpyFiles.Written(new float[2], 2)));
        Assert.EndsWith("type <i4 and the shape (2, 1); expected labels: integers in one dimension", Fault(NpyFiles.Written(new int[2], 2, 1)));
        Assert.EndsWith("found an empty file; expected a .npy file: the bytes \\x93NUMPY and a version from 1.0 to 3.0", Fault([]));

        string Fault(byte[] labels) => Assert.Single(DataReport.Inspect(Source(rows, labels)).Faults).Message;
    }

    [Fact]
    public void MissingLabelsAreAnIoFault() => Assert.ThrowsAny<IOException>(
        () => Rows.Source(new NpyFormat { Labels = _folder.File("none.npy") }, NpyFiles.Written([1f], 1, 1)).Open());

    [Fact]
    public void WhatBreaksOffIsOneFaultAtItsRow()
    {
        byte[] rows = NpyFiles.Written(new byte[40], 10, 4);
        Assert.Equal("data: found 39 bytes after the header; expected 40, as |u1 of the shape (10, 4) takes", Rows.Fault(new NpyFormat(), rows[..^1]));
        Assert.Equal("data: found 41 bytes after the header; expected 40, as |u1 of the shape (10, 4) takes", Rows.Fault(new NpyFormat(), [.. rows, 0]));
        Assert.Equal(["-:9:0: found the end of the file; expected more values, as the header says"], Piped(rows[..^5], 8));
        Assert.Equal(["-: found more bytes after the last value; expected the end, as the header says"], Piped([.. rows, 0], 10));
        byte[] zipped = Gzip(rows);
        Assert.Equal(
            "found damaged or truncated gzip data; expected a whole gzip file",
            Assert.Single(DataReport.Inspect(Rows.Source(new NpyFormat(), zipped[..^4])).Faults).Problem);

        static string[] Piped(byte[] file, int rows)
        {
            DataReport report = DataReport.Inspect(ExampleSource.FromStream(NpyFiles.Pipe(file), "-", new NpyFormat()));
            Assert.Equal(rows, report.Rows);
            return [.. report.Faults.Select(fault => fault.Message)];
        }
    }

    [Fact]
    public void LabelsThatBreakOffAreAFaultOfTheirFile()
    {
        var format = new NpyFormat { Labels = _folder.Write("y.npy.gz", Gzip(NpyFiles.Written(new long[9000], 9000)[..^8])) };
        DataReport report = DataReport.Inspect(Rows.Source(format, NpyFiles.Written(new byte[9000], 9000, 1)));
        Assert.Equal(8999, report.Rows);
        Assert.EndsWith("y.npy.gz:9000:0: found the end of the file; expected more values, as the header says", Assert.Single(report.Faults).Message);
    }

    [Fact]
    public void ReadingARowAllocatesNothingOnceWarm()
    {
        ExampleSource source = Source(
            NpyFiles.Written([.. Enumerable.Range(0, 50_000).Select(i => (short)(i % 1000))], 5_000, 10),
            NpyFiles.Written([.. Enumerable.Range(0, 5_000).Select(i => i % 3)], 5_000));
        using ExampleReader reader = source.Open();

        Assert.Equal(0, Allocations.WhenWarm(() =>
        {
            for (int row = 0; row < 20; row++)
            {
                reader.Read();
            }
        }));
        Assert.True(reader.Read());   // no measured row was behind the last
        while (reader.Read())
        {
        }

        Assert.Equal(0, Allocations.WhenWarm(() => Assert.False(reader.Read())));
        Assert.Equal(5_000, reader.Current.Line);
    }

    [Fact]
    public void OptionsAreCheckedWhereTheyAreSet()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NpyFormat { Columns = -1 });
        Assert.Throws<ArgumentException>(() => new NpyFormat { Labels = "" });
    }

    [Fact]
    public void WhereTheLabelsLieIsNeitherStoredNorTakenFromAModel()
    {
        var stored = new NpyFormat { Columns = 3 };
        Assert.Equal(stored, DataJson.ReadFormat(DataJson.Write(stored with { Labels = "y.npy" })));
        Assert.Equal(stored, DataJson.ReadFormat("""{"$type":"npy","columns":3,"labels":"secret.npy"}"""u8));
    }

    private ExampleSource Source(byte[] rows, byte[] labels) => Rows.Source(new NpyFormat { Labels = _folder.Write("y.npy", labels) }, rows);

    private static string[] Describe(ExampleSource source)
    {
        var rows = new List<string>();
        using ExampleReader reader = source.Open();
        while (reader.Read())
        {
            ReadOnlySpan<float> values = reader.Current.Features.Values;
            rows.Add($"{reader.Current.Labels[0]}:{values[0]}..{values[^1]}");
        }

        return [.. rows];
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionLevel.Optimal))
        {
            zip.Write(bytes);
        }

        return stream.ToArray();
    }
}
