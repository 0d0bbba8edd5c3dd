using Codeword;
using Codeword.Data;
using Codeword.Training;

ExampleSource train = ExampleSource.FromFile("train.txt", new TextFormat());
Classifier model = Trainer.Train(train, new MachOptions { Repetitions = 32, Buckets = 64, Seed = 1 });
model.Save("products.codeword");

Predictor predictor = model.CreatePredictor();             // one per thread; allocates nothing once warm
foreach (Prediction p in predictor.Predict("waterproof hiking boots", count: 5).Top)
{
    Console.WriteLine($"{model.Labels[p.Label]}  {p.Probability:P1}");
}
