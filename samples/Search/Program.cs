using Codeword;
using Codeword.Data;
using Codeword.Retrieval;
using Codeword.Training;

ExampleSource rows = ExampleSource.FromFile("train.txt", new TextFormat());
Classifier model = Trainer.Train(rows, new LlcOptions { Bits = 32, Seed = 1 });
Predictor predictor = model.CreatePredictor();
byte[] code = new byte[predictor.CodeBytes];

LabeledIndexBuilder builder = model.CreateIndexBuilder();
using (ExampleReader reader = rows.Open())
{
    while (reader.Read())
    {
        predictor.Encode(reader.Current.Text, code);
        builder.Add(code, [.. reader.Current.Labels]);     // ids are 0, 1, 2, …
    }
}

using LabeledIndex index = builder.Build();
index.Save("products.index");                              // LabeledIndex.Load maps it

predictor.Encode("waterproof hiking boots", code);
var nearest = new Neighbor[10];
int found = index.Codes.Search(code, nearest);             // any number of threads; batches are faster
foreach (Neighbor neighbor in nearest.AsSpan(0, found))
{
    string labels = string.Join(", ", index.LabelsOf(neighbor.Id).Select(label => index.Labels[label]));
    Console.WriteLine($"row {neighbor.Id + 1}, {neighbor.Distance} bits away: {labels}");
}
