using System.Text;
using Codeword.Data;
using Codeword.Numerics;

namespace Codeword.Tests.Data;

/// <summary>Whatever the bytes, reading ends, in rows or in <see cref="DataFormatException"/>s.</summary>
public class ReaderFuzzTests
{
    public static TheoryData<DataFormat, string> Seeds => new()
    {
        { new LibsvmFormat(), "a,b 1:0.5 2:1e3 # c\n 7:1\n3 1:-2\n" },
        { new LibsvmFormat { IndexBase = IndexBase.Zero, MaxLineLength = 16 }, "a 0:1\nb 1:2 3:4 5:6\n" },
        { new XmlcFormat(), "3 10 5\n0,4 1:0.5\n 2:1\n3 9:1\n" },
        { new TextFormat(), "__label__a __label__b x y z\nno label\n" },
        { new DelimitedFormat { LabelSeparator = ";", WeightColumn = "w" }, "text,label,w\n\"a \"\"b\"\"\nc\",x;y,2\nd,z,1\n" },
        { new DelimitedFormat { Delimiter = '\t', MaxLineLength = 32 }, "text\tlabel\n\"a\nb\"\tx\nc\td\n" },
        { new JsonLinesFormat { WeightProperty = "w" }, "{\"text\":\"a\\n\\u00e9\",\"label\":[\"x\",1],\"w\":2.5}\n{\"text\":\"b\",\"label\":\"y\",\"w\":1,\"o\":{\"p\":[]}}\n" },
        { new JsonLinesFormat { FeaturesProperty = "f" }, "{\"f\":{\"1\":0.5,\"0\":2},\"label\":\"x\"}\n{\"f\":[[3,1e3],[20,-1]],\"label\":[]}\n" },
    };

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RandomBytesEndInRowsOrFaults(DataFormat format, string seed)
    {
        var random = new SplitMix64((ulong)seed.Length);
        for (int trial = 0; trial < 500; trial++)
        {
            byte[] bytes = new byte[random.NextIndex(200)];
            foreach (ref byte b in bytes.AsSpan())
            {
                b = (byte)random.Next(256);
            }

            ReadToEnd(format, bytes);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void MutatedDataEndsInRowsOrFaults(DataFormat format, string seed)
    {
        var random = new SplitMix64(7);
        byte[] telling = Encoding.UTF8.GetBytes("\n\r\t ,;:\"\\#{}[]0123456789.-e_ax\0\u00e9");
        for (int trial = 0; trial < 2000; trial++)
        {
            var bytes = new List<byte>(Encoding.UTF8.GetBytes(seed));
            for (int edit = random.NextIndex(6); edit >= 0 && bytes.Count > 1; edit--)
            {
                int at = random.NextIndex(bytes.Count);
                switch (random.NextIndex(3))
                {
                    case 0:
                        bytes.RemoveAt(at);
                        break;
                    case 1:
                        bytes.Insert(at, telling[random.NextIndex(telling.Length)]);
                        break;
                    default:
                        bytes[at] = telling[random.NextIndex(telling.Length)];
                        break;
                }
            }

            ReadToEnd(format, [.. bytes]);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void EveryTruncationEndsInRowsOrFaults(DataFormat format, string seed)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(seed);
        for (int length = 0; length <= bytes.Length; length++)
        {
            ReadToEnd(format, bytes[..length]);
        }
    }

    private static void ReadToEnd(DataFormat format, byte[] bytes)
    {
        DataReport report = DataReport.Inspect(Rows.Source(format, bytes), maxFaults: int.MaxValue);
        Assert.InRange(report.Rows + report.FaultCount, 0, bytes.Length + 2);
        Assert.All(report.Faults, fault => Assert.Contains("; expected ", fault.Problem));
    }
}
