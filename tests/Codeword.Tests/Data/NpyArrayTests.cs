using System.IO.Compression;
using System.Text;
using Codeword.Data;
using Codeword.Numerics;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Data;

public class NpyArrayTests
{
    private static readonly string[] Types =
        ["|b1", "|u1", "|i1", "<u2", "<i2", "<u4", "<i4", "<u8", "<i8", "<f2", "<f4", "<f8", ">u2", ">i2", ">u4", ">i4", ">u8", ">i8", ">f2", ">f4", ">f8"];

    public static TheoryData<string> AllTypes => [.. Types];

    // Values of numpy.array([[1, 0, 2], [3, 1, 127]]) as numpy.save writes them.
    [Theory]
    [InlineData("|u1", "01000203017f")]
    [InlineData("|i1", "01000203017f")]
    [InlineData("<i2", "010000000200030001007f00")]
    [InlineData(">i2", "00010000000200030001007f")]
    [InlineData("<u4", "01000000000000000200000003000000010000007f000000")]
    [InlineData(">u8", "00000000000000010000000000000000000000000000000200000000000000030000000000000001000000000000007f")]
    [InlineData("<f2", "003c000000400042003cf057")]
    [InlineData(">f2", "3c000000400042003c0057f0")]
    [InlineData("<f4", "0000803f0000000000000040000040400000803f0000fe42")]
    [InlineData(">f4", "3f8000000000000040000000404000003f80000042fe0000")]
    [InlineData("<f8", "000000000000f03f000000000000000000000000000000400000000000000840000000000000f03f0000000000c05f40")]
    [InlineData(">f8", "3ff00000000000000000000000000000400000000000000040080000000000003ff0000000000000405fc00000000000")]
    public void WhatNumPyWroteIsRead(string type, string values)
    {
        NpyArray array = NpyFiles.Read(NpyFiles.Of(type, "(2, 3)", Convert.FromHexString(values)));
        Assert.Equal([2L, 3L], array.Shape);
        Assert.Equal((type, 6), (array.ElementType, array.Count));
        Assert.Equal([1, 0, 2, 3, 1, 127], array.ToSingles());
        if (type[1] != 'f')
        {
            Assert.Equal([1L, 0, 2, 3, 1, 127], array.ToInt64s());
        }
    }

    [Theory]
    [MemberData(nameof(AllTypes))]
    public void EveryBitPatternIsTheNumberThatItsTypeDefines(string type)
    {
        int size = type[2] - '0';
        var random = new SplitMix64(3);
        foreach (int count in (int[])[0, 1, 7, 1000, 70001 / size])
        {
            byte[] bytes = [.. Enumerable.Range(0, count * size).Select(_ => (byte)random.Next(256))];
            float[] expected = [.. Enumerable.Range(0, count).Select(i => ReferenceNpy.Value(type, bytes.AsSpan(i * size, size)))];
            NpyArray array = NpyFiles.Read(NpyFiles.Of(type, $"({count},)", bytes));
            Assert.Equal(expected, array.ToSingles());
            if (type[1] != 'f' && type[1..] != "u8")
            {
                Assert.Equal(expected, array.ToInt64s().Select(value => (float)value));
            }
        }
    }

    [Fact]
    public void IntegersKeepAllTheirDigits()
    {
        Assert.Equal([long.MinValue, -1, long.MaxValue], NpyFiles.Read(NpyFiles.Written([long.MinValue, -1, long.MaxValue], 3)).ToInt64s());
        Assert.Equal(
            "data:2:0: found 18446744073709551615; expected an integer below 2^63",
            Assert.Throws<DataFormatException>(() => NpyFiles.Read(NpyFiles.Written([1UL, ulong.MaxValue], 2)).ToInt64s()).Message);
        Assert.Equal(
            "data: found values of the type <f4; expected integers",
            Assert.Throws<DataFormatException>(() => NpyFiles.Read(NpyFiles.Written([1f], 1)).ToInt64s()).Message);
    }

    [Fact]
    public void FortranOrderIsTurned()
    {
        // numpy.save of numpy.asfortranarray([[0, 1, 2], [3, 4, 5]])
        byte[] file = NpyFiles.Of("<i2", "(2, 3)", Convert.FromHexString("000003000100040002000500"), isFortran: true);
        Assert.Equal([0L, 1, 2, 3, 4, 5], NpyFiles.Read(file).ToInt64s());
        Assert.Equal([7L, 8], NpyFiles.Read(NpyFiles.Of("|u1", "(2,)", [7, 8], isFortran: true)).ToInt64s());
        Assert.Equal([7L, 8], NpyFiles.Read(NpyFiles.Of("|u1", "(1, 2, 1)", [7, 8], isFortran: true)).ToInt64s());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AllVersionsAreReadPlainGzippedAndFromAPipe(byte version)
    {
        byte[] values = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i % 251))];
        byte[] file = NpyFiles.Of("|u1", "(200000,)", values, version: version);
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(file);
        }

        zipped.Position = 0;
        float[] expected = [.. values.Select(value => (float)value)];
        Assert.Equal(expected, NpyFiles.Read(file).ToSingles());
        Assert.Equal(expected, NpyArray.Read(zipped, "data").ToSingles());
        Assert.Equal(expected, NpyArray.Read(NpyFiles.Pipe(file), "data").ToSingles());
        Assert.True(zipped.CanRead);
    }

    [Theory]
    [InlineData("{\"shape\":(2,),\"fortran_order\":False,\"descr\":\"|u1\"}")]
    [InlineData("  {  'descr' : '<u1' , 'fortran_order' : True , 'shape' : ( 2 , ) , }   \n\n")]
    public void TheKeysMayStandInAnyOrderAndSpacing(string header) =>
        Assert.Equal([4L, 5], NpyFiles.Read(NpyFiles.WithHeader(header, [4, 5])).ToInt64s());

    [Fact]
    public void ASingleValueAndAnEmptyArrayAreArrays()
    {
        NpyArray single = NpyFiles.Read(NpyFiles.Of("|u1", "()", [9]));
        Assert.Empty(single.Shape);
        Assert.Equal([9f], single.ToSingles());
        Assert.Equal(0, NpyFiles.Read(NpyFiles.Of("<f8", "(0, 9223372036854775807, 5)", [])).Count);
    }

    [Theory]
    [InlineData("<f4", "(3,)", "")]
    [InlineData("|u1", "(0, 5)", "")]
    [InlineData("<i4", "(123456, 1024)", "")]
    [InlineData("<f8", "()", "")]
    [InlineData("|u1", "(1, 100, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)", "                                                                ")]
    public void HeadersAreNumPysToTheByte(string type, string shape, string more)
    {
        // NumPy pads to a multiple of 64, by 64 when the text would fit as it is, as in the last case.
        string text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + more + "\n";
        using var stream = new MemoryStream();
        long[] lengths = [.. shape.Trim('(', ')').Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(long.Parse)];
        Action<long[]> write = type switch
        {
            "<f4" => shape => NpyArray.WriteHeader<float>(stream, shape),
            "<f8" => shape => NpyArray.WriteHeader<double>(stream, shape),
            "<i4" => shape => NpyArray.WriteHeader<int>(stream, shape),
            _ => shape => NpyArray.WriteHeader<byte>(stream, shape),
        };
        write(lengths);
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. Encoding.ASCII.GetBytes(text)], stream.ToArray());
    }

    [Fact]
    public void WhatIsWrittenIsReadAgain()
    {
        Same([0f, -1.5f, float.MaxValue, float.NegativeInfinity], "<f4");
        Same([0.0, 1e-300, -2], "<f8");
        Same([(Half)1, (Half)(-0.5f)], "<f2");
        Same([byte.MaxValue, (byte)1], "|u1");
        Same([sbyte.MinValue, (sbyte)1], "|i1");
        Same([ushort.MaxValue], "<u2");
        Same([short.MinValue], "<i2");
        Same([uint.MaxValue], "<u4");
        Same([int.MinValue], "<i4");
        Same([ulong.MaxValue], "<u8");
        Same([long.MinValue], "<i8");
        Same([true, false], "|b1");

        static void Same<T>(T[] values, string type)
            where T : unmanaged
        {
            NpyArray array = NpyFiles.Read(NpyFiles.Written(values, values.Length));
            Assert.Equal(type, array.ElementType);
            Assert.Equal(values.Select(value => value is bool truth ? (truth ? 1 : 0) : Convert.ToSingle((object)value is Half half ? (float)half : value)), array.ToSingles());
        }
    }

    [Fact]
    public void AShapeThatDoesNotFitIsNotWritten()
    {
        using var stream = new MemoryStream();
        Assert.StartsWith(
            "There are 3 values for the shape (2, 2).", Assert.Throws<ArgumentException>(() => NpyArray.Write<byte>(stream, [1, 2, 3], 2, 2)).Message);
        Assert.Throws<ArgumentException>(() => NpyArray.Write<byte>(stream, [1, 2], -1, -2));
        Assert.Throws<ArgumentException>(() => NpyArray.WriteHeader<byte>(stream, -1, 0));
        Assert.Throws<ArgumentException>(() => NpyArray.WriteHeader<byte>(stream, new long[33]));
        Assert.StartsWith(
            "Values of the type Char cannot be written; expected plain numbers",
            Assert.Throws<ArgumentException>(() => NpyArray.Write<char>(stream, ['a'], 1)).Message);
        Assert.Equal(0, stream.Length);
    }

    [Theory]
    [InlineData("'|O'", "found values of the type \"|O\"; expected plain numbers: b1, u1 to u8, i1 to i8 or f2 to f8")]
    [InlineData("'<U2'", "found values of the type \"<U2\"; expected plain numbers")]
    [InlineData("'|S2'", "found values of the type \"|S2\"; expected plain numbers")]
    [InlineData("'<c8'", "found values of the type \"<c8\"; expected plain numbers")]
    [InlineData("'<f1'", "found values of the type \"<f1\"; expected plain numbers")]
    [InlineData("'<b4'", "found values of the type \"<b4\"; expected plain numbers")]
    [InlineData("'|f4'", "found values of the type \"|f4\"; expected plain numbers")]
    [InlineData("'=f4'", "found values of the type \"=f4\"; expected plain numbers")]
    [InlineData("'<f16'", "found values of the type \"<f16\"; expected plain numbers")]
    [InlineData("'<M8[D]'", "found values of the type \"<M8[D]\"; expected plain numbers")]
    [InlineData("''", "found values of the type \"\"; expected plain numbers")]
    [InlineData("[('a', '<i4'), ('b', '<f4')]", "found values of the structured type \"[('a', '<i4'), ('b', '<f4')], 'fortran_o…\"; expected plain numbers")]
    public void TypesThatAreNoPlainNumbersAreRefused(string type, string problem) => Assert.StartsWith(
        "data: " + problem, Fault(NpyFiles.WithHeader($"{{'descr': {type}, 'fortran_order': False, 'shape': (1,), }}\n", new byte[8])));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{'descr': '|u1', 'fortran_order': False}")]
    [InlineData("{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (1,)}")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (1,), 'more': 1}")]
    [InlineData("{'descr': '|u1', 'fortran_order': 0, 'shape': (1,)}")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (1)}")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': [1]}")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (-1,)}")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (1L,)}")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (,)}")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (1,)")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (1,)} # more")]
    [InlineData("{'descr': '|u1' 'fortran_order': False, 'shape': (1,)}")]
    [InlineData("{'descr: '|u1', 'fortran_order': False, 'shape': (1,)}")]
    [InlineData("{'de\\x73cr': '|u1', 'fortran_order': False, 'shape': (1,)}")]
    [InlineData("__import__('os').system('true')")]
    public void NothingButTheThreeKeysIsUnderstood(string header) => Assert.Matches(
        "^data: found the header \".*\", which is not understood from byte [0-9]+ on; expected a dictionary of descr, fortran_order and shape$",
        Fault(NpyFiles.WithHeader(header, [1])));

    [Theory]
    [InlineData("(4611686018427387904, 2)", "found the shape (4611686018427387904, 2) of <f4; expected fewer than 2^63 bytes")]
    [InlineData("(4294967296, 4294967296)", "found the shape (4294967296, 4294967296) of <f4; expected fewer than 2^63 bytes")]
    [InlineData("(99999999999999999999,)", "found a dimension of the length \"99999999999999999999\"; expected less than 2^63")]
    [InlineData("(1000000000,)", "found 8 bytes after the header; expected 4000000000, as <f4 of the shape (1000000000,) takes")]
    [InlineData("(1,)", "found 8 bytes after the header; expected 4, as <f4 of the shape (1,) takes")]
    [InlineData("(2, 0)", "found 8 bytes after the header; expected 0, as <f4 of the shape (2, 0) takes")]
    [InlineData("(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2)", "found more than 32 dimensions; expected at most 32")]
    public void AShapeIsHeldAgainstTheFileBeforeAnythingIsAllocated(string shape, string problem)
    {
        byte[] file = NpyFiles.Of("<f4", shape, new byte[8]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("data: " + problem, Fault(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300_000);
    }

    [Theory]
    [InlineData("(1000000000,)", "found 8 bytes after the header; expected 1000000000")]
    [InlineData("(4, 1)", "found more bytes after the last value; expected the end, as the header says")]
    [InlineData("(3000000000,)", "found 3000000000 bytes of values; expected at most 2147483591")]
    public void ABrokenPromiseOfAPipeIsFoundAsItComes(string shape, string problem)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(
            "data: " + problem,
            Assert.Throws<DataFormatException>(() => NpyArray.Read(NpyFiles.Pipe(NpyFiles.Of("|u1", shape, new byte[8])), "data")).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000);
    }

    [Theory]
    [InlineData("", "found an empty file; expected a .npy file: the bytes \\x93NUMPY and a version from 1.0 to 3.0")]
    [InlineData("934E554D50", "found the bytes 934E554D50; expected a .npy file")]
    [InlineData("504B030414000000", "found the bytes 504B030414000000; expected a .npy file")]
    [InlineData("934E554D50590400", "found the bytes 934E554D50590400; expected a .npy file")]
    [InlineData("934E554D50590101", "found the bytes 934E554D50590101; expected a .npy file")]
    [InlineData("934E554D5059010010", "found the end of the file within the header; expected a whole .npy file")]
    [InlineData("934E554D505901001000", "found the end of the file within the header; expected a whole .npy file")]
    [InlineData("934E554D50590200FFFFFFFF", "found a header of 4294967295 bytes; expected at most 65535")]
    public void AFileThatIsNoneOrBreaksOffIsRefused(string bytes, string problem) =>
        Assert.StartsWith("data: " + problem, Fault(Convert.FromHexString(bytes)));

    [Fact]
    public void ThreeDimensionsInFortranOrderAreRefused() => Assert.Equal(
        "data: found 3 dimensions in Fortran order; expected at most 2, or C order",
        Fault(NpyFiles.Of("|u1", "(2, 2, 1)", new byte[4], isFortran: true)));

    private static string Fault(byte[] file) => Assert.Throws<DataFormatException>(() => NpyFiles.Read(file)).Message;
}
