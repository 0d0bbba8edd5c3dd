using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;

namespace Codeword.Tests.Decoding;

public sealed class BucketIndexTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1000, 2)]
    [InlineData(65_536, 300)]
    [InlineData(65_537, 70_000)]
    [InlineData(140_000, 7)]
    public void EveryClassStandsInTheListOfItsBucketAlone(int classes, int buckets)
    {
        var codebook = new Codebook([new ShuffledColumn(classes, 3, 1), new ShuffledColumn(classes, buckets, 2)]);
        var index = new BucketIndex(codebook);
        Assert.Equal((classes, (classes + 65_535) / 65_536), (index.Classes, index.Chunks));
        for (int r = 0; r < codebook.Length; r++)
        {
            var found = new List<int>();
            for (int bucket = 0; bucket < codebook.Columns[r].Buckets; bucket++)
            {
                List<int> own = [];
                for (int chunk = 0; chunk < index.Chunks; chunk++)
                {
                    foreach (ushort place in index.PlacesOf(r, bucket, chunk))
                    {
                        own.Add((chunk * 65_536) + place);
                    }
                }

                Assert.Equal(own.Order(), own);
                Assert.All(own, label => Assert.Equal(bucket, codebook.Columns[r].DigitOf(new LabelId(label))));
                found.AddRange(own);
            }

            Assert.Equal(Enumerable.Range(0, classes), found.Order());
        }
    }

    [Fact]
    public void BytesAreThoseOfPlacesAndStarts() =>
        Assert.Equal((2 * 2 * 70_000) + (4 * (((5 + 9) * 2) + (2 * 2))), new BucketIndex(new Codebook([new ShuffledColumn(70_000, 5, 1), new ShuffledColumn(70_000, 9, 2)])).Bytes);
}
