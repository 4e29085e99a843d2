"""遗属待遇 (人社部发〔2021〕18号): funeral subsidy and survivors' pension of the employees' scheme, paid once."""
