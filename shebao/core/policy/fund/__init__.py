"""基金财务示例 (财社〔2017〕144号；国发〔2018〕18号): positions of the three accounts, the central adjustment fund."""
