namespace EbcSuite.Events.Tests.Text;

[TestFixture]
[Category("Unit")]
public sealed class FilterTextLaws
{
    [Test]
    public void What_is_printed_reads_back_as_an_equal_filter() =>
        Laws.Hold(RandomFilters.Filters, 5_000, filter => Filter.Parse(filter.ToString()).Equals(filter));

    [Test]
    public void Reading_back_keeps_the_order_the_kinds_and_the_bits() => Laws.Hold(
        RandomFilters.Filters, 5_000, filter => Filter.Parse(filter.ToString()).ToString() == filter.ToString());

    [Test]
    public void A_damaged_text_is_refused_at_a_place_within_it() =>
        Laws.Hold(RandomFilters.DamagedTexts, 20_000, text =>
        {
            try
            {
                Filter.Parse(text);
            }
            catch (FilterSyntaxException e)
            {
                return e.Position >= 0 && e.Position <= text.Length && e.Message.EndsWith('^') && !e.Problem.Contains('\n');
            }
            catch (EventRefusedException)
            {
                return true;
            }

            return true;
        });
}
