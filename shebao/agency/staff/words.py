"""The Chinese words for the verbs that this counter writes into the journal."""

WORDS = {
    "staff.create_member": "建立账号",
    "staff.appoint": "任命岗位",
    "staff.relieve": "免去岗位",
    "staff.deputise": "登记代理",
    "staff.end_swap": "提前结束代理",
    "staff.hand_over": "登记岗位交接",
    "staff.recuse": "登记回避",
    "staff.set_limit": "设定授权额度",
    "staff.hold_meeting": "登记集体会审",
    "staff.attend_meeting": "登记参会表决的人",
    "staff.decide_in_meeting": "登记会审的对象",
    "staff.disable": "停用账号",
    "staff.set_password": "重置密码",
    "staff.grant_reset": "批准重置密码",
    "staff.sign_in": "登录",
    "staff.set_up_factor": "设置动态码",
    "staff.remove_factor": "解除动态码",
}
