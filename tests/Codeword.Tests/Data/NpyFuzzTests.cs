using Codeword.Data;
using Codeword.Numerics;

namespace Codeword.Tests.Data;

/// <summary>Whatever the bytes, reading a .npy file ends, in numbers or in a <see cref="DataFormatException"/>, and takes little memory.</summary>
public class NpyFuzzTests
{
    private const int MutantsASeed = 2500;
    private const long MostMemory = 1_000_000; // buffers of 64 kB and the collected faults; a header's word alone could ask for 2 GB

    [Theory]
    [InlineData("<f4", "(3, 2)", false, 1)]
    [InlineData(">i2", "(2, 6)", true, 2)]
    [InlineData("|u1", "(24, 1)", false, 3)]
    [InlineData("<f8", "(1, 3)", false, 1)]
    public void MutantsEndInNumbersOrFaults(string type, string shape, bool isFortran, byte version)
    {
        byte[] seed = NpyFiles.Of(type, shape, [.. Enumerable.Range(0, 24).Select(i => (byte)i)], isFortran, version);
        var random = new SplitMix64((ulong)seed.Length);
        int sound = 0;
        int faulty = 0;
        for (int trial = 0; trial < MutantsASeed; trial++)
        {
            byte[] mutant = Mutate(seed, ref random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            bool isSound = ReadWhole(new MemoryStream(mutant));
            Assert.Equal(isSound, ReadWhole(NpyFiles.Pipe(mutant)));
            ReadRows(new MemoryStream(mutant), mutant.Length);
            ReadRows(NpyFiles.Pipe(mutant), mutant.Length);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostMemory);
            sound += isSound ? 1 : 0;
            faulty += isSound ? 0 : 1;
        }

        Assert.InRange(sound, MutantsASeed / 50, MutantsASeed);
        Assert.InRange(faulty, MutantsASeed / 2, MutantsASeed);
    }

    private static byte[] Mutate(byte[] seed, ref SplitMix64 random)
    {
        ReadOnlySpan<byte> telling = "\n ,:'\"\\()[]{}0123456789<>|=fuibOcTrue\0\u00ff"u8;
        var bytes = new List<byte>(seed);
        for (int edit = random.NextIndex(4); edit >= 0; edit--)
        {
            int at = random.NextIndex(bytes.Count);
            switch (random.NextIndex(8))
            {
                case 0:
                    bytes.RemoveAt(at);
                    break;
                case 1:
                    bytes.Insert(at, telling[random.NextIndex(telling.Length)]);
                    break;
                case 2:
                    bytes.RemoveRange(at, bytes.Count - at);
                    bytes.Add((byte)random.Next(256));
                    break;
                default:
                    bytes[at] = telling[random.NextIndex(telling.Length)];
                    break;
            }
        }

        return [.. bytes];
    }

    private static bool ReadWhole(Stream stream)
    {
        try
        {
            NpyArray array = NpyArray.Read(stream, "data");
            Assert.Equal(array.Count, array.ToSingles().Length);
            return true;
        }
        catch (DataFormatException fault)
        {
            Assert.Contains("; expected ", fault.Problem);
            return false;
        }
    }

    private static void ReadRows(Stream stream, int length)
    {
        DataReport report = DataReport.Inspect(ExampleSource.FromStream(stream, "data", new NpyFormat()), maxFaults: int.MaxValue);
        Assert.InRange(report.Rows + report.FaultCount, 0, length + 2);
        Assert.All(report.Faults, fault => Assert.Contains("; expected ", fault.Problem));
    }
}
