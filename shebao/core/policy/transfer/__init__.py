"""关系转移 (国办发〔2009〕66号；人社部发〔2014〕17号): amounts moved, the claim place, employees' and residents' schemes joined."""
